import type { Request } from '#functions/platform/request.ts'
import { addDays, dateAt } from '#shared/kernel/calendar.ts'
import { accept, type Decision, refuse } from '#shared/kernel/decision.ts'
import type { Operation } from '#shared/kernel/operation.ts'
import {
  changesDay,
  type ReadRoster,
  type RosterOwner,
  type RosterPerson,
  type RosterRequest,
} from '#shared/scheduling/index.ts'
import { type Desk, untilSaved } from './desk.ts'
import { type DecidedDay, decideDays, type RosterPlan } from './roster-plan.ts'
import type { RosterSourceNames } from './roster-repository.ts'
import { travelEverywhere } from './travel-desk.ts'

type Asking = Pick<Request<Operation>, 'require' | 'now' | 'entry' | 'createdId' | 'actor'>

/** On what basis, and for which body: a hospital's own people, or the office for it. */
export const actingFor = ({ actor }: Pick<Asking, 'actor'>, owner: RosterOwner) => ({
  basis: actor?.grants.some(({ role }) => role === 'alliance-office') ? 'office' : 'service',
  ...(owner.kind === 'organisation' ? { bodyId: owner.id } : {}),
})

/** Whose roster it is, where this caller may bring it; the hospital's own people, or the one. */
export async function peopleOf(
  { repository }: Desk,
  request: Pick<Asking, 'require'>,
  owner: RosterOwner,
): Promise<Decision<RosterPerson[], 'practitioner-unknown'>> {
  if (owner.kind === 'organisation') {
    request.require('import', 'Commitment', { organisationId: owner.id }, 'forbidden')
    const everybody = await repository.listPeople()
    return accept(everybody.filter(({ mainOrganisationId }) => mainOrganisationId === owner.id))
  }
  const person = await repository.findPerson(owner.id)
  const about = { practitionerId: owner.id, organisationId: person?.mainOrganisationId }
  request.require('import', 'Commitment', about, 'forbidden')
  return person ? accept([person]) : refuse('practitioner-unknown')
}

export interface Roster {
  readonly plan: RosterPlan
  readonly source: RosterSourceNames
}

/** How far a calendar without an end is laid out, in days. */
const calendarDays = 180

/** Reads the file and finds everybody whom it, or an earlier one of its source, speaks of. Days that are over stay. */
export async function readRoster(
  desk: Desk,
  request: Pick<Asking, 'require' | 'now'>,
  body: RosterRequest,
): Promise<Decision<Roster, 'practitioner-unknown'>> {
  const { repository, settings, platform } = desk
  const owned = await peopleOf(desk, request, body.owner)
  if (!owned.ok) return owned
  const { practitionerId: one } = body
  const named = owned.value.filter(({ practitionerId }) => one === undefined || practitionerId === one)
  if (one !== undefined && named.length === 0) return refuse('practitioner-unknown')
  const { readRosterFile, rosterClaims, tagOf } = await import('./roster-file.ts')
  const tag = tagOf(body.owner, `${body.source}\n${one ?? ''}`)
  const [places, source, travel] = await Promise.all([
    repository.listClinics(),
    repository.findRosterSource(body.owner, tag),
    travelEverywhere(desk),
  ])
  const today = dateAt(request.now)
  const host = new URL(platform.origin).hostname
  const latest = addDays(today, settings.rosterDays)
  const until = earlier(body.to ?? addDays(today, calendarDays), latest)
  const read = readRosterFile({ ...body, from: today, to: until, host }, { people: named, places })
  const days = daysSpoken(read, body, { today, latest })
  const inTime = read.rows.filter(({ date }) => days.from <= date && date <= days.to)
  const speaking = new Set([...inTime.map((row) => row.practitionerId), ...source.practitionerIds])
  return accept({
    source,
    plan: {
      ...days,
      ...rosterClaims(tag),
      travel,
      read: { ...read, rows: inTime, skipped: read.skipped + read.rows.length - inTime.length },
      people: named.filter(({ practitionerId }) => speaking.has(practitionerId)),
    },
  })
}

const earlier = (a: string, b: string): string => (a < b ? a : b)
const later = (a: string, b: string): string => (a < b ? b : a)

/** The days that the roster speaks for: as asked, else from its first to its last; never days that are over. */
function daysSpoken(
  { rows }: ReadRoster,
  { from, to, format }: RosterRequest,
  { today, latest }: { today: string; latest: string },
): { from: string; to: string } {
  const dates = rows.map(({ date }) => date).sort()
  const whole = format === 'icalendar'
  const first = from ?? (whole ? today : (dates[0] ?? today))
  const last = to ?? (whole ? addDays(today, calendarDays) : (dates.at(-1) ?? today))
  return { from: later(first, today), to: earlier(last, latest) }
}

/** Work side by side, a few people at a time. */
async function inParallel<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  let next = 0
  const worker = async () => {
    for (let index = next++; index < items.length; index = next++)
      results[index] = await work(items[index] as Item)
  }
  await Promise.all(Array.from({ length: 6 }, worker))
  return results
}

/** What the import would make of everybody's days; writes nothing. */
export async function previewDays({ claims }: Desk, plan: RosterPlan): Promise<DecidedDay[]> {
  if (plan.from > plan.to) return []
  const days = await inParallel(plan.people, async ({ practitionerId }) =>
    decideDays(plan, practitionerId, await claims.listDays(practitionerId, plan.from, plan.to)),
  )
  return days.flat()
}

/** Days of one person that are written at once, with their journal entry: DynamoDB takes 100 items. */
const daysAtOnce = 60

/**
 * Writes everybody's days, a person's in as few transactions as they fit. Killed in between, the same import goes on where
 * it was: what is written already is found as it should be.
 */
export async function writeDays(
  desk: Desk,
  request: Asking,
  plan: RosterPlan,
  { owner, source }: Pick<RosterRequest, 'owner' | 'source'>,
): Promise<DecidedDay[]> {
  if (plan.from > plan.to) return []
  const acting = actingFor(request, owner)
  const written = await inParallel(plan.people, ({ practitionerId }) =>
    writePerson(desk, request, plan, { practitionerId, source, acting }),
  )
  return written.flat()
}

interface Writing {
  readonly practitionerId: string
  readonly source: string
  readonly acting: ReturnType<typeof actingFor>
}

async function writePerson(
  { claims, repository }: Desk,
  request: Asking,
  plan: RosterPlan,
  { practitionerId, source, acting }: Writing,
): Promise<DecidedDay[]> {
  const done = new Map<string, DecidedDay>()
  return untilSaved(async ({ fresh }) => {
    const claimed = await claims.listDays(practitionerId, plan.from, plan.to, { fresh })
    const decided = decideDays(plan, practitionerId, claimed).filter(({ day }) => !done.has(day.date))
    const changed = decided.filter(({ outcome }) => changesDay(outcome))
    for (let at = 0; at < changed.length; at += daysAtOnce) {
      const part = changed.slice(at, at + daysAtOnce)
      const items = part.map(({ day, outcome }) => claims.become(day, outcome.commitments))
      const data = {
        practitionerId,
        source,
        importId: request.createdId,
        dates: part.map(({ day }) => day.date),
      }
      const entry = request.entry({
        ...acting,
        act: 'commitments-imported',
        aggregateId: practitionerId,
        data,
      })
      if ((await repository.save(items, entry)) !== 'saved') return undefined
      for (const one of part) done.set(one.day.date, one)
    }
    for (const one of decided) done.set(one.day.date, one)
    return [...done.values()]
  })
}

/** Before anybody's time is taken it is kept whom this source names: an import that is cut off forgets nobody. */
export async function keepSource(
  desk: Desk,
  request: Asking,
  { source, plan }: Roster,
  owner: RosterOwner,
): Promise<void> {
  const named = [...new Set([...source.practitionerIds, ...plan.people.map((one) => one.practitionerId)])]
  if (named.length === source.practitionerIds.length) return
  const { changed, save, findRosterSource } = desk.repository
  await untilSaved(async ({ fresh }) => {
    const known = fresh ? await findRosterSource(owner, source.tag) : source
    const practitionerIds = [...new Set([...known.practitionerIds, ...named])]
    const next = { ...known, practitionerIds, version: known.version + 1 }
    const data = { owner, practitioners: practitionerIds.length }
    const entry = request.entry({
      ...actingFor(request, owner),
      act: 'roster-source-kept',
      aggregateId: `${owner.id}.${source.tag}`,
      data,
    })
    return (await save([changed.rosterSource(next)], entry)) === 'saved' || undefined
  })
}
