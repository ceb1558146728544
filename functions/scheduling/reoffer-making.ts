import {
  type Alternative,
  afterCommand,
  alternativesFor,
  type FreeNumber,
  isOfferable,
  mayOfferAgain,
  parseSlotId,
  type Reached,
  type Reoffer,
  reofferHolder,
  reofferUntil,
} from '#shared/scheduling/index.ts'
import { findPlace, type Place } from './appointment-parts.ts'
import {
  type Acting,
  givingUp,
  lapsedNotice,
  lapseOf,
  lineAct,
  lostNotice,
  pressing,
  reofferNotice,
} from './cascade-parts.ts'
import type { StoredLine } from './cascade-repository.ts'
import type { Desk } from './desk.ts'
import { displacedOf, type Stopped } from './displaced.ts'

export interface PassingOn {
  /** Why what was offered before is not kept any longer. */
  readonly step?: 'lapsed' | 'declined' | 'withdrawn'
  readonly reached?: Reached
  /** The number that a person has chosen for them; the best one where nobody has. */
  readonly toSlotId?: string | undefined
  /** A person asks for one more, however often something was offered before. */
  readonly again?: boolean
}

/** The number as it stands now, where it can still be kept for this patient, and until when. */
async function keepable(desk: Desk, line: StoredLine, { slotId }: Alternative, now: number) {
  const key = parseSlotId(slotId)
  const place = key && (await findPlace(desk, key, { fresh: true }))
  if (!place || !isOfferable(place.slot, place.session, now)) return undefined
  const at = { date: place.session.date, time: place.slot.time }
  const until = reofferUntil(now, at, pressing(line, now), desk.settings)
  return until === undefined ? undefined : { place, until }
}

/** The line as the last step leaves it, before the next number is looked for. */
const without = (line: StoredLine, { step, reached }: PassingOn, acting: Acting): StoredLine => {
  const slotId = line.offer?.slotId
  const passed = step && slotId ? { at: acting.now, step, by: acting.by, slotId } : undefined
  return {
    ...line,
    tried: slotId && step !== 'withdrawn' ? [...new Set([...line.tried, slotId])] : line.tried,
    ...(reached && !line.reached ? { reached } : {}),
    steps: passed ? [...line.steps, passed] : line.steps,
  }
}

interface Found {
  readonly place: Place
  readonly until: number
  readonly alternative: Alternative
}

/** The number is kept, the line says so, the patient is told, and it is due to go on: one write. */
async function offer(desk: Desk, acting: Acting, line: StoredLine, left: StoredLine, found: Found) {
  const { place, until, alternative } = found
  const { now } = acting
  const made: Reoffer = { ...alternative, madeAt: now, until }
  const { slotId } = alternative
  const step = { at: now, step: 'offered', by: acting.by, slotId } as const
  const next = afterCommand(left, 'offer', { step, offer: made })
  if (!next.ok) return next
  const given = await givingUp(desk, line)
  const { changed, save } = desk.repository
  const hold = { for: reofferHolder(line.slotId), until }
  const items = [
    ...given.parts,
    changed.slot({ ...place.slot, version: place.slot.version + 1, hold }),
    changed.line(next.value),
    changed.mark(next.value),
    desk.due.plan(lapseOf(line, made)),
  ]
  const notices = [reofferNotice(next.value, made, now)]
  const act = lineAct('reoffer-made', line, {
    slotId,
    ...(given.freed ? { freed: given.freed } : {}),
    notices,
  })
  return (await save(items, acting.entry(act))) === 'saved' ? next : undefined
}

/** Nothing is left to offer: somebody calls. */
async function exhaust(
  desk: Desk,
  acting: Acting,
  { line, left, stopped }: { line: StoredLine; left: StoredLine; stopped: Stopped },
) {
  const { now } = acting
  const next = afterCommand(left, 'exhaust', { step: { at: now, step: 'exhausted', by: acting.by } })
  if (!next.ok) return next
  const given = await givingUp(desk, line)
  const { changed, save } = desk.repository
  const lapsed = line.state === 'offered' && line.offer && !left.reached
  const first = line.state === 'open'
  const notices = [
    ...(first ? [lostNotice(next.value, stopped.reason, now)] : []),
    ...(lapsed && line.offer ? [lapsedNotice(next.value, line.offer, now)] : []),
  ]
  const act = lineAct('reoffers-exhausted', line, { ...(given.freed ? { freed: given.freed } : {}), notices })
  const items = [...given.parts, changed.line(next.value), changed.mark(next.value)]
  return (await save(items, acting.entry(act))) === 'saved' ? next : undefined
}

export interface Passing {
  readonly line: StoredLine
  readonly stopped: Stopped
  /** What was found free; it is looked at again before it is kept. */
  readonly numbers: readonly FreeNumber[]
  readonly how?: PassingOn | undefined
}

/**
 * The line goes to the next number that suits, or to the list of those who are called. Answered or changed by somebody
 * else in the same moment, one of the writes is refused and the line is looked at anew.
 * @returns the line as it stands then; `no-alternative` where a person asked for a number and there is none.
 */
export async function passOn(desk: Desk, acting: Acting, { line, stopped, numbers, how = {} }: Passing) {
  const left = without(line, how, acting)
  const who = await displacedOf(desk, left, acting.now)
  const asked = how.again === true || how.toSlotId !== undefined
  const wanted = asked || (stopped.offers && mayOfferAgain(left, desk.settings))
  const choices = wanted ? alternativesFor(stopped, asked ? { ...who, tried: [] } : who, numbers) : []
  for (const alternative of choices) {
    if (how.toSlotId !== undefined && alternative.slotId !== how.toSlotId) continue
    const found = await keepable(desk, line, alternative, acting.now)
    if (found) return offer(desk, acting, line, left, { ...found, alternative })
  }
  return asked ? undefined : exhaust(desk, acting, { line, left, stopped })
}
