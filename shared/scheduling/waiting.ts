import * as z from 'zod'
import { type IsoDate, isoDate, weekdayOf } from '#shared/kernel/calendar.ts'
import { id } from '#shared/kernel/ids.ts'
import { interval } from '#shared/kernel/interval.ts'
import type { Lifecycle } from '#shared/kernel/lifecycle.ts'
import { clinicKind, halfDay, type Pool, patientCard, type Session, type Slot, visitKind } from './model.ts'
import { halfDayOf } from './planning.ts'

export const waitStates = ['waiting', 'offered', 'booked', 'left', 'ended'] as const
export type WaitState = (typeof waitStates)[number]
export const waitCommands = [
  'offer',
  'accept',
  'decline',
  'lapse',
  'withdraw',
  'leave',
  'satisfy',
  'end',
] as const
export type WaitCommand = (typeof waitCommands)[number]

/** 候补的一生。What is declined, lapsed or withdrawn goes to the next person; this one keeps their place in the list. */
export const waitLifecycle: Lifecycle<WaitState, WaitCommand> = {
  waiting: { offer: 'offered', leave: 'left', satisfy: 'booked', end: 'ended' },
  offered: {
    accept: 'booked',
    decline: 'waiting',
    lapse: 'waiting',
    withdraw: 'waiting',
    leave: 'left',
    satisfy: 'booked',
    end: 'ended',
  },
  booked: {},
  left: {},
  ended: {},
}

/** Clinical need in words, by code: set by the clinic; who joins alone is `routine`. Never a diagnosis. */
export const needLevels = ['urgent', 'soon', 'routine'] as const
export type NeedLevel = (typeof needLevels)[number]
export const needReasons = [
  'discharged',
  'overdue-visit',
  'medication-ending',
  'deterioration',
  'other',
] as const
export const clinicalNeed = z
  .strictObject({ level: z.enum(needLevels), reason: z.enum(needReasons).optional() })
  .refine(({ level, reason }) => level === 'routine' || reason, { error: 'reason-missing', path: ['reason'] })
export type ClinicalNeed = z.infer<typeof clinicalNeed>

/** What somebody waits for; what is absent may be anything. */
export const wish = {
  kind: clinicKind.optional(),
  practitionerId: id.optional(),
  from: isoDate,
  to: isoDate,
  /** ISO 8601: 1 Monday – 7 Sunday. */
  weekdays: z.array(z.int().min(1).max(7)).min(1).max(7).optional(),
  halves: z.array(halfDay).min(1).max(2).optional(),
}
export const waitWish = z.strictObject(wish).refine(({ from, to }) => from <= to, {
  error: 'start-after-end',
  path: ['to'],
})
export type Wish = z.infer<typeof waitWish>

/** A number that is kept for somebody until they have answered, or until the time is up. */
export const waitOffer = z.object({
  slotId: id,
  date: isoDate,
  time: interval,
  number: z.int(),
  room: z.string(),
  practitionerName: z.string(),
  madeAt: z.number(),
  /** Milliseconds since the epoch. */
  until: z.number(),
})
export type WaitOffer = z.infer<typeof waitOffer>

export const waitSteps = [
  'joined',
  'need-changed',
  'offered',
  'accepted',
  'declined',
  'lapsed',
  'withdrawn',
  'left',
  'booked-elsewhere',
  'over',
  'no-answer',
] as const
/** Every step, oldest first: who waits and who keeps the list see the same. */
export const waitStep = z.object({
  at: z.number(),
  step: z.enum(waitSteps),
  by: z.enum(['self', 'guardian', 'staff', 'system']),
  slotId: id.optional(),
})
export type WaitStep = z.infer<typeof waitStep>

/** 候补: one person who waits for a number at one site. */
export const wait = z.object({
  ...wish,
  waitId: id,
  patientId: id,
  siteId: id,
  siteName: z.string(),
  need: clinicalNeed,
  visit: visitKind,
  joinedAt: z.number(),
  joinedBy: z.enum(['self', 'guardian', 'staff']),
  state: z.enum(waitStates),
  offer: waitOffer.optional(),
  /** Numbers that were offered and not taken: not offered again. */
  passed: z.array(id),
  /** Offers in a row that got no answer. */
  lapses: z.int(),
  steps: z.array(waitStep),
  version: z.int(),
})
export type Wait = z.infer<typeof wait>
/** With the card, for who keeps the list. */
export const waitWithCard = wait.extend({ card: patientCard })

type Offered = Pick<Session, 'siteId' | 'date' | 'kind' | 'practitionerId'>

/** Is this what they wait for? */
export function wants(
  one: Wish & { readonly siteId: string },
  session: Offered,
  time: Slot['time'],
): boolean {
  return (
    one.siteId === session.siteId &&
    (one.kind === undefined || one.kind === session.kind) &&
    (one.practitionerId === undefined || one.practitionerId === session.practitionerId) &&
    isInTime(one, session.date, time)
  )
}

const isInTime = ({ from, to, weekdays, halves }: Wish, date: IsoDate, time: Slot['time']): boolean =>
  from <= date &&
  date <= to &&
  (weekdays === undefined || weekdays.includes(weekdayOf(date))) &&
  (halves === undefined || halves.includes(halfDayOf(time)))

/** The channels that may be offered: nobody gets by waiting what they could not have booked, or had booked for them. */
export function channelsOf({ joinedBy, need }: Pick<Wait, 'joinedBy' | 'need'>): readonly Pool[] {
  if (joinedBy !== 'staff') return ['public']
  return need.level === 'urgent' ? ['public', 'clinic', 'protected', 'extra'] : ['public', 'clinic', 'extra']
}

/** Clinical need first, then who has waited longest. */
export const inTurn = (
  a: Pick<Wait, 'need' | 'joinedAt' | 'waitId'>,
  b: Pick<Wait, 'need' | 'joinedAt' | 'waitId'>,
): number =>
  needLevels.indexOf(a.need.level) - needLevels.indexOf(b.need.level) ||
  a.joinedAt - b.joinedAt ||
  (a.waitId < b.waitId ? -1 : 1)
