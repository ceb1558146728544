import { csvFile } from '#functions/platform/csv.ts'
import type { Handlers } from '#functions/platform/request.ts'
import { dateAt, type IsoDate } from '#shared/kernel/calendar.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import {
  type Authorisation,
  type AuthorisationActRequest,
  type Authorisations,
  type AuthorisationView,
  authorisationColumns,
  authorisationState,
  byName,
  decideAuthorisation,
  type Pair,
  type PairFault,
  type Practitioner,
  practiceState,
  type practitionersContract,
  readAuthorisationFile,
  withSite,
} from '#shared/practitioners/index.ts'
import { mostExperts } from './authorisation-repository.ts'
import { readCsv } from './csv.ts'
import type { PractitionersRepository } from './repository.ts'

type All = Handlers<typeof practitionersContract.operations>
type Records = ReadonlyMap<string, Authorisations>

const byPerson = (all: readonly Authorisations[]): Records =>
  new Map(all.map((one) => [one.practitionerId, one]))

/** Where the expert practises or has a filing under way: the pairs that an authorisation can be about. */
const placesOf = ({ practices }: Practitioner, today: IsoDate) =>
  practices.filter((one) => !['withdrawn', 'ended', 'expired'].includes(practiceState(one, today)))

/** Every live practice with what is known of its authorisation, and what is known besides. */
function linesOf(person: Practitioner, records: Records, today: IsoDate) {
  const kept = records.get(person.practitionerId)?.sites ?? []
  const live = placesOf(person, today).map(({ siteId }) => siteId)
  const siteIds = [...new Set([...live, ...kept.map(({ siteId }) => siteId)])]
  return siteIds.map((siteId): AuthorisationView => {
    const found = kept.find((one) => one.siteId === siteId)
    return found ? { ...found, state: authorisationState(found, today) } : { siteId, state: 'not-applied' }
  })
}

/** What every touched expert's record becomes. */
function records(changes: readonly (Pair & { value: Authorisation })[], before: Records): Authorisations[] {
  return [...Map.groupBy(changes, ({ practitionerId }) => practitionerId)].map(([practitionerId, list]) => {
    const stood = before.get(practitionerId)
    const sites = list.reduce((all, { value }) => withSite(all, value), [...(stood?.sites ?? [])])
    return { practitionerId, sites, version: (stood?.version ?? 0) + 1 }
  })
}

function decideAll(
  pairs: readonly Pair[],
  act: AuthorisationActRequest,
  people: ReadonlyMap<string, Practitioner>,
  before: Records,
  today: IsoDate,
) {
  const faults: PairFault[] = []
  const seen = new Set<string>()
  const changes = pairs.flatMap(({ practitionerId, siteId }) => {
    const fault = (reason: PairFault['reason']) => {
      faults.push({ practitionerId, siteId, reason })
      return []
    }
    const key = `${practitionerId} ${siteId}`
    if (seen.has(key)) return fault('pair-twice')
    seen.add(key)
    const person = people.get(practitionerId)
    if (!person) return fault('practitioner-unknown')
    const stood = before.get(practitionerId)?.sites.find((one) => one.siteId === siteId)
    const there = placesOf(person, today).some((one) => one.siteId === siteId)
    if (!there && act.act !== 'take-back') return fault('no-practice-there')
    const decided = decideAuthorisation(stood, siteId, act, today)
    return 'reason' in decided ? fault(decided.reason) : [{ practitionerId, siteId, value: decided.value }]
  })
  return { changes, faults }
}

const office = { bodyId: 'alliance-office', basis: 'office', aggregateId: 'authorisations' } as const

export const authorisationReads = (
  register: PractitionersRepository,
): Pick<All, 'listAuthorisations' | 'exportAuthorisations'> => ({
  async listAuthorisations({ query, now }) {
    const today = dateAt(now)
    const [all, kept] = await Promise.all([register.listPractitioners(), register.listAuthorisations()])
    const experts = all.sort(byName).flatMap((person) => {
      const { practitionerId, name, initials, title } = person
      const lines = linesOf(person, byPerson(kept), today)
      const authorisations = lines.filter(({ siteId }) => (query.site ?? siteId) === siteId)
      return authorisations.length === 0 ? [] : [{ practitionerId, name, initials, title, authorisations }]
    })
    const named = new Map(all.flatMap(({ practices }) => practices).map((one) => [one.siteId, one]))
    const used = new Set(experts.flatMap((one) => one.authorisations.map(({ siteId }) => siteId)))
    const sites = [...used].sort().map((siteId) => {
      const { siteName = siteId, siteShortName = siteId } = named.get(siteId) ?? {}
      return { siteId, siteName, siteShortName }
    })
    return accept({ sites, experts })
  },

  async exportAuthorisations({ now }) {
    const today = dateAt(now)
    const [all, kept] = await Promise.all([register.listPractitioners(), register.listAuthorisations()])
    const known = byPerson(kept)
    const rows = all.sort(byName).flatMap((person) =>
      linesOf(person, known, today).map((line) => {
        const site = person.practices.find(({ siteId }) => siteId === line.siteId)?.siteName ?? ''
        const { siteId, state, appliedOn = '', decidedOn = '', to = '', number = '', note = '' } = line
        return [
          person.licenceNumber,
          person.name,
          siteId,
          site,
          state,
          appliedOn,
          decidedOn,
          to,
          number,
          note,
        ]
      }),
    )
    return accept({
      content: csvFile([[...authorisationColumns], ...rows]),
      fileName: `insurance-authorisations-${today}.csv`,
    })
  },
})

export const authorisationWrites = (
  register: PractitionersRepository,
): Pick<All, 'saveAuthorisations' | 'importAuthorisations'> => ({
  async saveAuthorisations(request) {
    const { pairs, ...act } = request.body
    const today = dateAt(request.now)
    const [all, kept] = await Promise.all([
      register.listPractitioners(true),
      register.listAuthorisations(true),
    ])
    const people = new Map(all.map((one) => [one.practitionerId, one]))
    const { changes, faults } = decideAll(pairs, act, people, byPerson(kept), today)
    if (faults.length > 0) return accept({ pairs: pairs.length, changed: 0, faults })
    const became = records(changes, byPerson(kept))
    if (became.length > mostExperts) return refuse('too-many-experts', { most: mostExperts })
    const data = { act: act.act, on: act.on, pairs }
    const entry = request.entry({ ...office, act: 'authorisations-changed', data })
    const saved = await register.saveAuthorisations(became, entry)
    return saved ? accept({ pairs: pairs.length, changed: changes.length, faults }) : refuse('stale-version')
  },

  async importAuthorisations(request) {
    const { csv, check } = request.body
    const read = readCsv(csv)
    if (!read.ok) return accept({ rows: 0, changed: 0, faults: [...read.faults] })
    const [all, kept] = await Promise.all([
      register.listPractitioners(true),
      register.listAuthorisations(true),
    ])
    const before = byPerson(kept)
    const { rows, faults } = readAuthorisationFile(read.table, all, dateAt(request.now))
    const changes = rows
      .map(({ practitionerId, wanted }) => ({ practitionerId, siteId: wanted.siteId, value: wanted }))
      .filter(({ practitionerId, siteId, value }) => !stands(before, practitionerId, siteId, value))
    const report = { rows: read.table.rows.length, changed: changes.length, faults: [...faults] }
    if (faults.length > 0) return accept({ ...report, changed: 0 })
    if (check || changes.length === 0) return accept(report)
    const became = records(changes, before)
    if (became.length > mostExperts) return refuse('too-many-experts', { most: mostExperts })
    const data = { rows: report.rows, pairs: changes.map(({ value: _, ...pair }) => pair) }
    const entry = request.entry({ ...office, act: 'authorisations-imported', data })
    return (await register.saveAuthorisations(became, entry)) ? accept(report) : refuse('stale-version')
  },
})

const fields = ['state', 'appliedOn', 'decidedOn', 'to', 'number', 'note'] as const
/** Does the record say the same already? A file read back changes nothing. */
function stands(before: Records, practitionerId: string, siteId: string, wanted: Authorisation): boolean {
  const found = before.get(practitionerId)?.sites.find((one) => one.siteId === siteId)
  if (!found) return wanted.state === 'not-applied' && wanted.note === undefined
  return fields.every((field) => found[field] === wanted[field])
}
