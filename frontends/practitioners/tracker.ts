import type { AuthorisationState, AuthorisationView, Pair, Title } from '#shared/practitioners/index.ts'

/** A row of the tracker: an expert with their sites. */
export interface Expert {
  readonly practitionerId: string
  readonly name: string
  readonly initials: string
  readonly title: Title
  readonly authorisations: readonly AuthorisationView[]
}

export interface TrackerChoice {
  readonly search: string
  readonly site: string | undefined
  readonly state: AuthorisationState | undefined
}

/** The rows and pairs that the filters leave. */
export function matrixOf(experts: readonly Expert[], { search, site, state }: TrackerChoice): Expert[] {
  const wanted = search.trim().toLowerCase()
  const fits = ({ name, initials }: Expert) => name.includes(wanted) || initials.startsWith(wanted)
  return experts.filter(fits).flatMap((one) => {
    const authorisations = one.authorisations
      .filter(({ siteId }) => (site ?? siteId) === siteId)
      .filter((pair) => (state ?? pair.state) === pair.state)
    return authorisations.length > 0 ? [{ ...one, authorisations }] : []
  })
}

export function countsOf(experts: readonly Expert[]): Readonly<Partial<Record<AuthorisationState, number>>> {
  const all = experts.flatMap(({ authorisations }) => authorisations)
  return Object.fromEntries(
    [...Map.groupBy(all, ({ state }) => state)].map(([state, list]) => [state, list.length]),
  )
}

export const pairKey = (practitionerId: string, siteId: string): string => `${practitionerId} ${siteId}`

/** Of what was chosen, only what is shown: nothing out of sight is changed. */
export const chosenPairs = (experts: readonly Expert[], chosen: ReadonlySet<string>): Pair[] =>
  experts.flatMap(({ practitionerId, authorisations }) =>
    authorisations
      .filter(({ siteId }) => chosen.has(pairKey(practitionerId, siteId)))
      .map(({ siteId }) => ({ practitionerId, siteId })),
  )

export const pairKeysOf = (experts: readonly Expert[]): string[] =>
  experts.flatMap(({ practitionerId, authorisations }) =>
    authorisations.map(({ siteId }) => pairKey(practitionerId, siteId)),
  )
