import { dateAt, instantOf, minuteAt } from '#shared/kernel/calendar.ts'
import { accept, type Decision, refuse } from '#shared/kernel/decision.ts'
import { next } from '#shared/kernel/lifecycle.ts'
import { holdsHalfDay } from './booking.ts'
import { holdOf } from './hold.ts'
import type { Appointment, Pool, Session, Slot } from './model.ts'
import { pausedUntil } from './no-show.ts'
import { poolsAt } from './pools.ts'
import { isReleased } from './release.ts'
import { defaultSettings, type Settings } from './settings.ts'
import {
  type ClinicalNeed,
  channelsOf,
  inTurn,
  type Wait,
  type WaitCommand,
  type WaitOffer,
  type WaitStep,
  waitLifecycle,
  wants,
} from './waiting.ts'

const minuteMs = 60_000

/** From when somebody who is told now has to look: at once, or at the end of the quiet hours. */
function awakeAt(now: number, { quietFrom, quietUntil }: Settings): number {
  const minute = minuteAt(now)
  if (minute < quietUntil) return instantOf(dateAt(now), quietUntil)
  return minute >= quietFrom ? instantOf(dateAt(now), 1440 + quietUntil) : now
}

/**
 * Until when an offered number is kept: some hours from now, or from the end of the quiet hours, and always early enough
 * to come. Undefined where that leaves too little time to answer: then the number stays free for everybody.
 */
export function offerUntil(
  now: number,
  { date, start }: { readonly date: string; readonly start: number },
  settings: Settings = defaultSettings,
): number | undefined {
  const { waitOfferMinutes, waitOfferLeastMinutes, waitOfferLeadMinutes } = settings
  const from = awakeAt(now, settings)
  const until = Math.min(
    from + waitOfferMinutes * minuteMs,
    instantOf(date, start) - waitOfferLeadMinutes * minuteMs,
  )
  return until - from >= waitOfferLeastMinutes * minuteMs ? until : undefined
}

type Offerable = Pick<Slot, 'slotId' | 'state' | 'time' | 'pool' | 'releaseAt' | 'hold'>
type OfferedIn = Pick<Session, 'siteId' | 'date' | 'kind' | 'practitionerId' | 'state' | 'overflow'>

/** Is the number there to be offered now: free, released, kept for nobody, of a session that takes place? */
export const isOfferable = (slot: Offerable, session: OfferedIn, now: number): boolean =>
  session.state === 'published' &&
  slot.state === 'free' &&
  !holdOf(slot, now) &&
  isReleased(slot, now) &&
  now < instantOf(session.date, slot.time.start)

/** Does this person wait for this number, and could it have been booked for them? */
export function isWaitingFor(wait: Wait, slot: Offerable, session: OfferedIn, now: number): boolean {
  const open: readonly Pool[] = poolsAt(slot, session, now)
  return (
    wait.state === 'waiting' &&
    wants(wait, session, slot.time) &&
    !wait.passed.includes(slot.slotId) &&
    channelsOf(wait).some((channel) => open.includes(channel))
  )
}

/** Who is asked first, second, …: by clinical need, then by how long they have waited. */
export const candidatesFor = (
  waits: readonly Wait[],
  slot: Offerable,
  session: OfferedIn,
  now: number,
): Wait[] =>
  isOfferable(slot, session, now)
    ? waits.filter((wait) => isWaitingFor(wait, slot, session, now)).sort(inTurn)
    : []

/** What stands in a candidate's own way. */
export interface Commitments {
  readonly appointments: readonly Pick<Appointment, 'appointmentId' | 'date' | 'time' | 'state'>[]
  /** Numbers that are being offered to the same patient, here and elsewhere. */
  readonly offers: readonly { readonly date: string; readonly time: Slot['time']; readonly until: number }[]
  /** Days of missed appointments that count. */
  readonly missed: readonly string[]
}

/** Nobody is offered what they could not take: a half-day they have, or are being offered; a pause after no-shows. */
export function standsInTheWay(
  { appointments, offers, missed }: Commitments,
  wait: Pick<Wait, 'joinedBy'>,
  { date, time }: Pick<Slot, 'time'> & { readonly date: string },
  now: number,
  settings: Settings = defaultSettings,
): boolean {
  const standing = offers
    .filter(({ until }) => now < until)
    .map((one, index) => ({ ...one, appointmentId: `offer-${index}`, state: 'booked' as const }))
  const slot = { time, state: 'free', pool: 'public', releaseAt: 0 } as const
  return (
    holdsHalfDay([...appointments, ...standing], { date, slot, appointmentId: '' }) ||
    (wait.joinedBy !== 'staff' && pausedUntil(missed, dateAt(now), settings) !== undefined)
  )
}

const lately = 30

/** The next state of a place in the list, with the step in its history. */
export function stepped(wait: Wait, command: WaitCommand, step: WaitStep): Decision<Wait, 'wait-over'> {
  const state = next(waitLifecycle, wait.state, command)
  if (!state) return refuse('wait-over', { state: wait.state })
  const { offer, ...rest } = wait
  return accept({
    ...rest,
    ...(offer && state === 'offered' ? { offer } : {}),
    state,
    version: wait.version + 1,
    steps: [...wait.steps, step].slice(-lately),
  })
}

/** How urgent it is has been said anew; the state stays. */
export const withNeed = (wait: Wait, need: ClinicalNeed, at: number): Wait => ({
  ...wait,
  need,
  version: wait.version + 1,
  steps: [...wait.steps, { at, step: 'need-changed', by: 'staff' } as const].slice(-lately),
})

/** The same number at its new time or in its new room: offered once more, until the same instant. */
export const offeredAnew = (wait: Wait, offer: WaitOffer, at: number): Wait => ({
  ...wait,
  offer,
  version: wait.version + 1,
  steps: [...wait.steps, { at, step: 'offered', by: 'system', slotId: offer.slotId } as const].slice(-lately),
})

/** Not taken: the number is not offered to them again, and after too many without an answer the place ends. */
export function passedOn(
  wait: Wait,
  how: 'decline' | 'lapse' | 'withdraw',
  step: WaitStep,
  { waitLapses }: Settings = defaultSettings,
): Decision<Wait, 'wait-over'> {
  const slotId = wait.offer?.slotId
  const lapses = { decline: 0, lapse: wait.lapses + 1, withdraw: wait.lapses }[how]
  const passed = how === 'withdraw' || !slotId ? wait.passed : [...wait.passed, slotId].slice(-lately)
  const back = stepped({ ...wait, lapses, passed }, how, step)
  if (!back.ok || lapses < waitLapses) return back
  const ended = stepped(back.value, 'end', { at: step.at, step: 'no-answer', by: 'system' })
  return ended.ok ? accept({ ...ended.value, version: wait.version + 1 }) : ended
}

/** The offer that stands for this number: judged by the clock, whatever the list of due things has got to. */
export const liveOffer = (wait: Wait, slotId: string, now: number): Wait['offer'] =>
  wait.state === 'offered' && wait.offer?.slotId === slotId && now < wait.offer.until ? wait.offer : undefined
