import { client } from '#frontends/kit/index.ts'
import { accessContract } from '#shared/access/index.ts'

export const access = client(accessContract)
