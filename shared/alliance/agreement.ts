import * as z from 'zod'
import { addDays, type IsoDate, isoDate } from '#shared/kernel/calendar.ts'
import { id } from '#shared/kernel/ids.ts'
import { allianceSettings } from './settings.ts'

/** 技术帮扶, 托管, 院办院管 (seed 002:L29-33). */
export const agreementModes = ['technical-aid', 'trusteeship', 'hospital-runs-hospital'] as const

export const party = z.strictObject({
  organisationId: id,
  /** `upper` guides, sends experts and receives referrals; `lower` is guided. */
  side: z.enum(['upper', 'lower']),
})
export type Party = z.infer<typeof party>

const orderedTerm = ({ from, to }: { from: string; to: string }) => from <= to
const distinctParties = ({ parties }: { parties: Party[] }) =>
  new Set(parties.map(({ organisationId }) => organisationId)).size === parties.length
const bothSides = ({ parties }: { parties: Party[] }) => new Set(parties.map(({ side }) => side)).size === 2

const fields = z.strictObject({
  title: z.string().trim().min(1).max(80),
  mode: z.enum(agreementModes),
  parties: z.array(party).min(2).max(80),
  /** The term, both days included. */
  from: isoDate,
  to: isoDate,
  duties: z.string().trim().min(1).max(1000).optional(),
})

export const agreementFields = fields
  .refine(orderedTerm, { error: 'ends-before-it-begins', path: ['to'] })
  .refine(distinctParties, { error: 'party-twice', path: ['parties'] })
  .refine(bothSides, { error: 'one-sided', path: ['parties'] })
export type AgreementFields = z.infer<typeof agreementFields>

export const agreementChange = fields
  .extend({ version: z.int().min(1) })
  .refine(orderedTerm, { error: 'ends-before-it-begins', path: ['to'] })
  .refine(distinctParties, { error: 'party-twice', path: ['parties'] })
  .refine(bothSides, { error: 'one-sided', path: ['parties'] })

export const agreement = fields.extend({
  agreementId: id,
  /** The last day on which it held, where it was ended before its term. */
  endedOn: isoDate.optional(),
  endReason: z.string().optional(),
  version: z.int(),
})
export type Agreement = z.infer<typeof agreement>

export const agreementStates = ['to-come', 'in-force', 'expiring', 'expired', 'ended'] as const
export type AgreementState = (typeof agreementStates)[number]

/** The state follows from the dates alone; nothing has to run at midnight for an agreement to expire. */
export function agreementState(
  { from, to, endedOn }: Pick<Agreement, 'from' | 'to' | 'endedOn'>,
  today: IsoDate,
): AgreementState {
  if (endedOn !== undefined && endedOn < today) return 'ended'
  if (today < from) return 'to-come'
  if (to < today) return 'expired'
  const last = endedOn !== undefined && endedOn < to ? endedOn : to
  return last <= addDays(today, allianceSettings.agreementExpiringDays.value) ? 'expiring' : 'in-force'
}

export const agreementView = agreement.extend({
  state: z.enum(agreementStates),
  parties: z.array(party.extend({ name: z.string(), shortName: z.string() })),
})
export type AgreementView = z.infer<typeof agreementView>
