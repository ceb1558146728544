import { client } from '#frontends/kit/index.ts'
import { practitionersContract } from '#shared/practitioners/index.ts'

/** Apart from this context's own calls: only the pages that show practices carry it. */
export const practitioners = client(practitionersContract)
