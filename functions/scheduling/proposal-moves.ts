import { dateAt, mondayOf } from '#shared/kernel/calendar.ts'
import type { Travel } from '#shared/kernel/claim.ts'
import {
  comingOf,
  type Lacking,
  type OpenDay,
  type Person,
  type Proposal,
  proposalIdOf,
  roadOf,
} from '#shared/scheduling/index.ts'
import type { Desk } from './desk.ts'
import type { Counted, Coverage } from './gaps.ts'
import { calendarDayOf } from './holidays.ts'
import type { Loaded } from './session-loading.ts'
import { emptySession } from './visit-arranging.ts'

export interface Moving {
  readonly coverage: Coverage
  readonly days: readonly OpenDay[]
  readonly peopleFor: (siteId: string, day: OpenDay) => readonly Person[]
  readonly taken: ReadonlySet<string>
  readonly dismissed: ReadonlySet<string>
  readonly travel: Travel
  readonly farthest: number
  /** Persons who are thought of for something else that day: `practitionerId date`. */
  readonly busy: Set<string>
  readonly now: number
}

/** Sessions that are read for one site, 1–2 RCU each. */
const mostLooks = 6

/** Sessions elsewhere in the coming days whose site keeps another half-day of that week. */
function spare({ coverage, days, taken, busy }: Moving, siteId: string): { visit: Counted; day: OpenDay }[] {
  const weekOf = ({ siteId: of, date }: Counted) => `${of} ${mondayOf(date)}`
  const standing = coverage.visits.filter(({ isDraft }) => !isDraft)
  const held = Map.groupBy(standing, weekOf)
  return standing.flatMap((visit) => {
    const day = days.find(({ date, half }) => date === visit.date && half === visit.half)
    const keeps = (held.get(weekOf(visit))?.length ?? 0) > 1
    const free = !taken.has(`${siteId} ${visit.date} ${visit.half}`)
    const unused = !busy.has(`${visit.practitionerId} ${visit.date}`)
    return day && keeps && free && unused && visit.siteId !== siteId ? [{ visit, day }] : []
  })
}

const without = (person: Person, sessionId: string): Person => ({
  ...person,
  commitments: person.commitments.filter(({ claimId }) => claimId !== sessionId),
  week: { sessionIds: person.week.sessionIds.filter((one) => one !== sessionId) },
})

async function moveOf(
  desk: Desk,
  site: Lacking,
  { visit, day }: { visit: Counted; day: OpenDay },
  moving: Moving,
): Promise<Proposal | undefined> {
  const known = moving
    .peopleFor(site.siteId, day)
    .find(({ practitionerId }) => practitionerId === visit.practitionerId)
  if (!known) return undefined
  const empty = await emptySession(desk, visit.sessionId, moving.now)
  if (!empty.ok) return undefined
  return proposed(desk, site, { person: without(known, visit.sessionId), day, ...empty.value }, moving)
}

interface Giving extends Loaded {
  /** As if the session were not. */
  readonly person: Person
  readonly day: OpenDay
}

async function proposed(
  { settings }: Desk,
  site: Lacking,
  { person, session, slots, day }: Giving,
  { travel, now, farthest, dismissed }: Moving,
): Promise<Proposal | undefined> {
  const { date, time } = session
  const wanted = { ...site, date, time }
  const candidate = comingOf(wanted, person, { today: dateAt(now), travel, settings })
  const { longest, ...road } = roadOf(wanted, person, travel)
  const able =
    (candidate.can === 'book' || candidate.can === 'ask') && candidate.reason !== 'kind-not-offered'
  if (!able || longest > farthest) return undefined
  const { practitionerId, name, title, organisationName } = candidate
  const [fromSite = '', , suffix = ''] = session.sessionId.split('.')
  const key = { siteId: site.siteId, date, time, practitionerId, from: { siteId: fromSite, suffix } }
  const proposalId = proposalIdOf(key)
  if (dismissed.has(proposalId)) return undefined
  return {
    ...{ proposalId, as: 'move', siteId: site.siteId, practitionerId, name, title },
    ...(organisationName ? { organisationName } : {}),
    day: await calendarDayOf(date),
    half: day.half,
    time,
    kind: site.kind,
    mode: candidate.mode ?? 'ask',
    travel: road,
    visitOfWeek: person.week.sessionIds.length + 1,
    instead: {
      sessionId: session.sessionId,
      siteId: fromSite,
      siteName: session.siteName,
      time,
      free: slots.length,
    },
  }
}

/** For a site to which nobody can be added: a day without patients elsewhere that could be held here instead. */
export async function moveFor(desk: Desk, site: Lacking, moving: Moving): Promise<Proposal | undefined> {
  for (const one of spare(moving, site.siteId).slice(0, mostLooks)) {
    const found = await moveOf(desk, site, one, moving)
    if (!found) continue
    moving.busy.add(`${found.practitionerId} ${found.day.date}`)
    return found
  }
  return undefined
}
