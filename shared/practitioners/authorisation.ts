import * as z from 'zod'
import { type IsoDate, isoDate } from '#shared/kernel/calendar.ts'
import { id } from '#shared/kernel/ids.ts'
import type { Lifecycle } from '#shared/kernel/lifecycle.ts'
import { next } from '#shared/kernel/lifecycle.ts'

/** 医保授权 of an expert at a site: the insurer pays for their visits there. `expired` follows from the date. */
export const authorisationStates = ['not-applied', 'applied', 'granted', 'refused', 'expired'] as const
export type AuthorisationState = (typeof authorisationStates)[number]
export const authorisationActs = ['apply', 'grant', 'refuse', 'take-back'] as const
export type AuthorisationAct = (typeof authorisationActs)[number]

export const authorisationLifecycle: Lifecycle<AuthorisationState, AuthorisationAct> = {
  'not-applied': { apply: 'applied' },
  applied: { grant: 'granted', refuse: 'refused', 'take-back': 'not-applied' },
  granted: { apply: 'applied', 'take-back': 'not-applied' },
  refused: { apply: 'applied' },
  expired: { apply: 'applied' },
}

const line = (longest: number) => z.string().trim().min(1).max(longest)

/** What is kept of one pair. */
export const authorisation = z.strictObject({
  siteId: id,
  state: z.enum(['applied', 'granted', 'refused', 'not-applied']),
  appliedOn: isoDate.optional(),
  decidedOn: isoDate.optional(),
  /** The last day, where the authorisation has one. */
  to: isoDate.optional(),
  number: line(40).optional(),
  note: line(200).optional(),
})
export type Authorisation = z.infer<typeof authorisation>

export const pair = z.strictObject({ practitionerId: id, siteId: id })
export type Pair = z.infer<typeof pair>

export const authorisationView = authorisation.extend({ state: z.enum(authorisationStates) })
export type AuthorisationView = z.infer<typeof authorisationView>

/** An expert's authorisations over all sites: one record, so that one procedure can change them for everybody at once. */
export interface Authorisations {
  readonly practitionerId: string
  readonly sites: readonly Authorisation[]
  readonly version: number
}

export const authorisationState = ({ state, to }: Authorisation, today: IsoDate): AuthorisationState =>
  state === 'granted' && to !== undefined && to < today ? 'expired' : state

export const pairReasons = [
  'practitioner-unknown',
  'site-unknown',
  'no-practice-there',
  'pair-twice',
  'step-not-now',
  'date-missing',
  'date-to-come',
  'date-order',
] as const
export type PairReason = (typeof pairReasons)[number]

/** One procedure over many pairs: what is done, on which day, with which number and term. */
export const authorisationAct = z.strictObject({
  act: z.enum(authorisationActs),
  on: isoDate,
  to: isoDate.optional(),
  number: line(40).optional(),
  note: line(200).optional(),
})
export type AuthorisationActRequest = z.infer<typeof authorisationAct>

/** What the pair becomes by the act, or what is wrong with it. */
export function decideAuthorisation(
  before: Authorisation | undefined,
  siteId: string,
  wanted: AuthorisationActRequest,
  today: IsoDate,
): { readonly value: Authorisation } | { readonly reason: PairReason } {
  const state = before ? authorisationState(before, today) : 'not-applied'
  const became = next(authorisationLifecycle, state, wanted.act)
  if (became === undefined || became === 'expired') return { reason: 'step-not-now' }
  const value = { ...recordOf(before, wanted), siteId, state: became }
  const fault = wanted.on > today ? 'date-to-come' : faultOf(value, today)
  return fault ? { reason: fault } : { value }
}

/** An application begins anew; a decision keeps the day of the application it is about. */
function recordOf(
  before: Authorisation | undefined,
  { act, on, to, number, note }: AuthorisationActRequest,
): Omit<Authorisation, 'siteId' | 'state'> {
  const noted = note === undefined ? {} : { note }
  if (act === 'take-back') return noted
  const more = { ...noted, ...(number === undefined ? {} : { number }) }
  if (act === 'apply') return { ...more, appliedOn: on }
  const applied = before?.appliedOn === undefined ? {} : { appliedOn: before.appliedOn }
  return { ...more, ...applied, decidedOn: on, ...(act === 'grant' && to !== undefined ? { to } : {}) }
}

/** What a row of a file must be whole: an application its day, a decision its own and none before the application. */
export function faultOf(wanted: Authorisation, today: IsoDate): PairReason | undefined {
  const { state, appliedOn, decidedOn, to } = wanted
  if (state === 'applied' && appliedOn === undefined) return 'date-missing'
  if ((state === 'granted' || state === 'refused') && decidedOn === undefined) return 'date-missing'
  if ([appliedOn, decidedOn].some((day) => day !== undefined && day > today)) return 'date-to-come'
  if (appliedOn !== undefined && decidedOn !== undefined && decidedOn < appliedOn) return 'date-order'
  return decidedOn !== undefined && to !== undefined && to < decidedOn ? 'date-order' : undefined
}

export const pairFault = pair.extend({ reason: z.enum(pairReasons) })
export type PairFault = z.infer<typeof pairFault>

/** With one fault in it nothing is written at all. */
export const batchReport = z.object({ pairs: z.int(), changed: z.int(), faults: z.array(pairFault) })

export const withSite = (sites: readonly Authorisation[], one: Authorisation): Authorisation[] =>
  [...sites.filter(({ siteId }) => siteId !== one.siteId), one].sort((a, b) =>
    a.siteId.localeCompare(b.siteId),
  )
