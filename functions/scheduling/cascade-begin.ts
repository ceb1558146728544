import { accept, refuse } from '#shared/kernel/decision.ts'
import {
  byNeedThenTime,
  type CascadeLine,
  needLevels,
  parseSessionId,
  type Session,
} from '#shared/scheduling/index.ts'
import { type Acting, beginOf } from './cascade-parts.ts'
import type { NewCascade, StoredLine } from './cascade-repository.ts'
import { type Desk, untilSaved } from './desk.ts'
import { type Stopped, stoppedOf } from './displaced.ts'
import { freeNumbers } from './free-numbers.ts'
import type { StoredSlot } from './records.ts'
import { passOnUntilSaved } from './reoffering.ts'
import { loadSession } from './session-loading.ts'

type Held = NonNullable<StoredSlot['held']>

/**
 * How soon somebody needs a number: as they stand in a waiting list; a number that was kept for the unstable says that
 * much by itself.
 */
export async function needOf(
  { repository }: Desk,
  pool: StoredSlot['pool'],
  { patientId }: Pick<Held, 'patientId'>,
): Promise<CascadeLine['need']> {
  const waits = (await repository.listWaitsOf(patientId)).filter(
    ({ state }) => state === 'waiting' || state === 'offered',
  )
  const needs = [
    ...waits.map(({ need }) => need),
    { level: pool === 'protected' ? ('soon' as const) : ('routine' as const) },
  ]
  const [most] = needs.sort((a, b) => needLevels.indexOf(a.level) - needLevels.indexOf(b.level))
  return most ?? { level: 'routine' }
}

/** Numbers of a stopped session that somebody still holds. */
export const lostIn = (slots: readonly StoredSlot[]): { slot: StoredSlot; held: Held }[] =>
  slots.flatMap((slot) =>
    slot.held && slot.state === 'stopped' && slot.stoppedFrom !== 'free' ? [{ slot, held: slot.held }] : [],
  )

async function lineOf(
  desk: Desk,
  session: Session,
  { slot, held }: { slot: StoredSlot; held: Held },
  { now, by }: Acting,
): Promise<StoredLine> {
  const { appointmentId, patientId, visit, card } = held
  const { slotId, number, time, pool } = slot
  const { sessionId, siteId, siteName, date, practitionerName } = session
  return {
    ...{ slotId, sessionId, siteId, siteName, date, time, number, practitionerName },
    ...{ appointmentId, patientId, visit, card },
    need: await needOf(desk, pool, held),
    state: 'open',
    tried: [],
    told: [],
    unanswered: 0,
    steps: [{ at: now, step: 'opened', by }],
    version: 1,
  }
}

const cascadeOf = (session: Session, offers: boolean, now: number): NewCascade => {
  const { sessionId, siteId, siteName, date, time, halfDay, kind } = session
  const { practitionerId, practitionerName, stopReason, stopWords, stoppedAt } = session
  return {
    ...{ sessionId, siteId, siteName, date, time, halfDay, kind, practitionerId, practitionerName },
    reason: stopReason ?? 'other',
    ...(stopWords ? { words: stopWords } : {}),
    stoppedAt: stoppedAt ?? now,
    begunAt: now,
    offers,
  }
}

/**
 * The stop becomes final, and each of its patients a line: one write, whoever begins it first. Somebody who leaves their
 * number in that moment makes it look again: nobody is looked after who has gone. Offers follow by themselves: they are
 * due at once. At most 45 patients, two items each, and four others.
 */
export async function openCascade(desk: Desk, acting: Acting, sessionId: string, offers: boolean) {
  const key = parseSessionId(sessionId)
  if (!key) return refuse('session-unknown')
  return untilSaved(async () => {
    const loaded = await loadSession(desk, sessionId)
    if (!loaded) return refuse('session-unknown')
    if (loaded.session.state !== 'stopped') return refuse('session-not-stopped')
    const begun = await desk.repository.findCascade(key)
    if (begun) return accept(begun)
    const { session, slots } = loaded
    const lost = lostIn(slots)
    const lines = await Promise.all(lost.map((one) => lineOf(desk, session, one, acting)))
    const { changed, save } = desk.repository
    const final: Session = {
      ...session,
      version: session.version + 1,
      cascadeAt: Math.min(session.cascadeAt ?? acting.now, acting.now),
    }
    const act = {
      act: 'cascade-begun',
      aggregateId: sessionId,
      bodyId: session.siteId,
      patientIds: lines.map(({ patientId }) => patientId),
      data: { sessionId, patients: lines.length, offers },
    }
    const items = [
      changed.session(final),
      changed.newCascade(cascadeOf(session, offers, acting.now), lines),
      ...lines.map(changed.line),
      ...lost.map(({ slot }) => changed.slotStands(slot)),
      desk.due.plan(beginOf({ sessionId, cascadeAt: acting.now }, offers)),
    ]
    if ((await save(items, acting.entry(act))) !== 'saved') return undefined
    const cascade = await desk.repository.findCascade(key)
    return cascade && accept(cascade)
  })
}

/** Everybody for whom nothing has been done yet, by need, then by time. Killed in between, it goes on where it was. */
async function lookAfter(desk: Desk, acting: Acting, stopped: Stopped): Promise<void> {
  const key = parseSessionId(stopped.sessionId)
  const lines = key ? await desk.repository.listLines(key) : []
  const waiting = lines.filter(({ state }) => state === 'open').sort(byNeedThenTime)
  if (waiting.length === 0) return
  const found = stopped.offers ? (await freeNumbers(desk, stopped, acting.now)).numbers : []
  const gone = new Set<string>()
  for (const { slotId } of waiting) {
    const numbers = found.filter((one) => !gone.has(one.slotId))
    const still = ({ state }: StoredLine) => state === 'open'
    const after = await passOnUntilSaved(desk, acting, slotId, { stopped, numbers, still })
    if (after?.offer) gone.add(after.offer.slotId)
  }
}

/** 停诊的后续 begins, or goes on where it was left. A stop that was taken back has none. */
export async function runCascade(desk: Desk, acting: Acting, sessionId: string, offers: boolean) {
  const opened = await openCascade(desk, acting, sessionId, offers)
  const stopped = opened.ok ? await stoppedOf(desk, sessionId) : undefined
  if (stopped) await lookAfter(desk, acting, stopped)
}
