import type { DueThing } from '#functions/platform/due.ts'
import type { Delivered } from '#functions/platform/events.ts'
import { writeTogether } from '#functions/platform/table.ts'
import { addDays, dateAt, instantOf } from '#shared/kernel/calendar.ts'
import { cascadeFrom, parseSessionId } from '#shared/scheduling/index.ts'
import type { Acting } from './cascade-parts.ts'
import { type Desk, untilSaved } from './desk.ts'
import { filedOn } from './projections.ts'
import { sessionAct } from './session-events.ts'
import { loadSession } from './session-loading.ts'
import { leaving } from './session-plan.ts'
import { stopping } from './session-stop.ts'

export const cutKind = 'practice-cut'

/** Days ahead for which sessions can exist: no plan reaches further. */
const lookedAhead = 400

/**
 * Looks through what a practitioner has planned, soon. Each cause has a place of its own on the list: one that comes
 * while another is being looked through, in the same millisecond, is not taken off with it.
 */
export async function planCut(
  { platform, due }: Pick<Desk, 'platform' | 'due'>,
  practitionerId: string,
  cause: Pick<Delivered, 'order'>,
): Promise<void> {
  const id = `${practitionerId}.${cause.order}`
  const thing: DueThing = { at: platform.now(), kind: cutKind, id, data: { practitionerId } }
  await writeTogether(platform.table, [due.plan(thing)])
}

/** May they (still) see patients there on that day? Unknown is yes: what nobody has told of ends nothing. Read fresh. */
export async function isFiled(
  { repository }: Pick<Desk, 'repository'>,
  sessionId: string,
  practitionerId: string,
): Promise<boolean> {
  const key = parseSessionId(sessionId)
  const doctor = key && (await repository.findSiteDoctor(key.siteId, practitionerId, { fresh: true }))
  return !doctor || !key || filedOn(doctor, key.date)
}

/** A session past the end of its practitioner's practice: a draft goes, a published one is stopped. */
async function cut(desk: Desk, acting: Acting, sessionId: string, practitionerId: string): Promise<void> {
  await untilSaved(async () => {
    const loaded = await loadSession(desk, sessionId)
    const session = loaded?.session
    if (!loaded || !session || session.practitionerId !== practitionerId) return 'gone'
    const { now } = acting
    const over = now >= instantOf(session.date, session.time.end)
    if (session.state === 'stopped' || over) return 'stands'
    if (await isFiled(desk, sessionId, practitionerId)) return 'stands'
    const { changed, save } = desk.repository
    if (session.state === 'draft') {
      const items = [...(await leaving(desk, session)), changed.withoutSession(session)]
      const act = sessionAct('session-discarded', { ...session, version: session.version + 1 })
      return (await save(items, acting.entry(act))) === 'saved' ? 'discarded' : undefined
    }
    const cascadeAt = cascadeFrom(now, 'later', desk.settings)
    const { items, act } = await stopping(desk, loaded, { reason: 'practice-ended', now, cascadeAt })
    return (await save(items, acting.entry(act))) === 'saved' ? 'stopped' : undefined
  })
}

/**
 * What is planned past the end of a filing, a licence, an insurance or an agreement, or within a suspension, is stopped.
 * Judged by the terms as they are now: renewed in time, nothing happens.
 */
export async function cutPractice(
  desk: Desk,
  actingFor: (sessionId: string) => Acting,
  { data }: Pick<DueThing, 'data'>,
  now: number,
): Promise<void> {
  const { practitionerId } = data as { practitionerId: string }
  const [today, fresh] = [dateAt(now), { fresh: true }]
  const work = await desk.repository.listWork(practitionerId, today, addDays(today, lookedAhead), fresh)
  for (const { work: one } of work)
    if (one.state === 'published' || one.state === 'draft')
      await cut(desk, actingFor(one.sessionId), one.sessionId, practitionerId)
}
