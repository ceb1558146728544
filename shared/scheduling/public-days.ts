import { type CalendarDay, monthOf } from '#shared/kernel/calendar.ts'
import type { Cell, PublicMonth, PublicSession, PublicSite, Session } from './model.ts'
import { poolsAt } from './pools.ts'

/** The published file's name; below the address where public files are kept. */
export const publicFileOf = (month: string): string => `clinic-days-${month}.json`

/**
 * What the public sees of a session now: nothing of a draft, nothing of numbers that are not for the public, or not yet.
 * A number that is offered to somebody who waits is not free; one that somebody keeps while filling in a form is shown
 * as it was, because they are gone from the form in minutes and the file does not look again by itself.
 */
export function publicSessionOf(
  session: Session,
  cells: readonly Cell[],
  now: number,
): PublicSession | undefined {
  if (session.state === 'draft') return undefined
  const { sessionId, siteId, date, time, kind, practitionerName, practitionerTitle, releaseAt, state } =
    session
  const own = cells
    .filter((cell) => poolsAt(cell, session, now).includes('public'))
    .sort((a, b) => a.number - b.number)
  const isFree = (cell: Cell) =>
    cell.state === 'free' && !(cell.promised && cell.heldUntil !== undefined && now < cell.heldUntil)
  return {
    sessionId,
    siteId,
    date,
    time,
    kind,
    practitionerName,
    practitionerTitle,
    releaseAt,
    state,
    cells: own.map((cell) => [cell.number, cell.time.start, isFree(cell) ? 1 : 0]),
  }
}

const inOrder = (a: PublicSession, b: PublicSession): number =>
  a.date.localeCompare(b.date) ||
  a.siteId.localeCompare(b.siteId) ||
  a.time.start - b.time.start ||
  a.sessionId.localeCompare(b.sessionId)

export interface SiteDay {
  readonly siteId: string
  readonly date: string
  readonly sessions: readonly PublicSession[]
  /** Absent where the clinic has no position or is not known: it cannot be shown then. */
  readonly site: PublicSite | undefined
}

/** The month with some site-days as they stand now: whatever it said of them before is forgotten. */
export function monthWith(month: PublicMonth, changed: readonly SiteDay[], madeAt: number): PublicMonth {
  const key = ({ siteId, date }: { siteId: string; date: string }) => `${siteId} ${date}`
  const replaced = new Set(changed.map(key))
  const kept = month.sessions.filter((session) => !replaced.has(key(session)))
  const added = changed.flatMap(({ sessions, site, date }) =>
    site && monthOf(date) === month.month ? sessions : [],
  )
  const sessions = [...kept, ...added].sort(inOrder)
  const known = new Map(
    [...month.sites, ...changed.flatMap(({ site }) => site ?? [])].map((site) => [site.siteId, site]),
  )
  const shown = new Set(sessions.map(({ siteId }) => siteId))
  const sites = [...known.values()]
    .filter(({ siteId }) => shown.has(siteId))
    .sort((a, b) => a.siteId.localeCompare(b.siteId))
  return { ...month, madeAt, sites, sessions }
}

export const emptyMonth = (month: string, days: readonly CalendarDay[], madeAt: number): PublicMonth => ({
  month,
  madeAt,
  days: [...days],
  sites: [],
  sessions: [],
})
