import type { DueThing } from '#functions/platform/due.ts'
import { entryByClock, type Jobs } from '#functions/platform/jobs.ts'
import { writeTogether } from '#functions/platform/table.ts'
import { parseSessionId, passedOn, stepped } from '#shared/scheduling/index.ts'
import type { Desk } from './desk.ts'
import { letGoKind } from './letting-go.ts'
import { offerSlot } from './waiting-offers.ts'
import { givingUp, keptFor, lapseKind, lookKind, overKind, passedNotice, waitAct } from './waiting-parts.ts'

interface Waiting {
  readonly patientId: string
  readonly slotId?: string
}

/** The time to answer is over: the number goes on. Answered in the same moment, one of the two writes is refused. */
const lapse = (desk: Desk) => async (thing: DueThing, now: number) => {
  const { patientId, slotId } = thing.data as Waiting
  const { repository, due, platform, settings } = desk
  const wait = await repository.findWait(patientId, thing.id)
  const offer = wait?.state === 'offered' && wait.offer?.slotId === slotId ? wait.offer : undefined
  if (!wait || !offer || now < offer.until)
    return void (await writeTogether(platform.table, [due.drop(thing)]))
  const next = passedOn(
    wait,
    'lapse',
    { at: now, step: 'lapsed', by: 'system', slotId: offer.slotId },
    settings,
  )
  if (!next.ok) return
  const slot = await keptFor(desk, wait)
  const parts = slot ? [repository.changed.slot({ ...withoutHold(slot), version: slot.version + 1 })] : []
  const act = waitAct('offer-lapsed', wait, { slotId }, [passedNotice(wait, offer)])
  await repository.save(
    [repository.changed.wait({ ...next.value, card: wait.card }), ...parts, due.finish(thing)],
    entryByClock('scheduling', thing, now, act),
  )
}

const withoutHold = <S extends { hold?: unknown }>({ hold: _, ...slot }: S) => slot

/** The wanted days are over. */
const over = (desk: Desk) => async (thing: DueThing, now: number) => {
  const { repository, due, platform } = desk
  const wait = await repository.findWait((thing.data as Waiting).patientId, thing.id)
  const next = wait && stepped(wait, 'end', { at: now, step: 'over', by: 'system' })
  if (!wait || !next?.ok) return void (await writeTogether(platform.table, [due.drop(thing)]))
  const { parts, slotId } = await givingUp(desk, wait)
  const act = waitAct('wait-ended', wait, slotId ? { slotId } : {})
  await repository.save(
    [repository.changed.wait({ ...next.value, card: wait.card }), ...parts, due.finish(thing)],
    entryByClock('scheduling', thing, now, act),
  )
}

/** Numbers are released, or unused ones go on to another channel: listeners offer them and show them. */
const letGo = (desk: Desk) => async (thing: DueThing, now: number) => {
  const sessionId = thing.id
  const key = parseSessionId(sessionId)
  const act = { act: 'numbers-let-go', aggregateId: sessionId, bodyId: key?.siteId, data: { sessionId } }
  await desk.repository.save([desk.due.finish(thing)], entryByClock('scheduling', thing, now, act))
}

/** A form was given up: the number goes to whom it waited for. Offered or not, it is looked at once. */
const look = (desk: Desk) => async (thing: DueThing, now: number) => {
  await offerSlot(desk, thing.id, now)
  await writeTogether(desk.platform.table, [desk.due.drop(thing)])
}

export const waitingJobs = (desk: Desk): Jobs => ({
  [lookKind]: look(desk),
  [lapseKind]: lapse(desk),
  [overKind]: over(desk),
  [letGoKind]: letGo(desk),
})
