import { useQuery } from '@pinia/colada'
import { client } from '#frontends/kit/index.ts'
import { allianceContract } from '#shared/alliance/index.ts'

const alliance = client(allianceContract)

/** The directory, for the names of the sites and bodies that roles are bound to. */
export const useSites = () =>
  useQuery({
    key: ['access', 'sites'],
    query: () => alliance.listSites({ query: { limit: 200 } }),
    staleTime: 600_000,
  })
