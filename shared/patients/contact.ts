import * as z from 'zod'
import { accept, type Decision, refuse } from '#shared/kernel/decision.ts'

/** By which channel somebody wants to hear besides the mailbox; `mailbox`: by no other. */
export const contactChannels = ['sms', 'wechat', 'email', 'mailbox'] as const
export const contactLanguages = ['zh-CN', 'en'] as const
export type ContactLanguage = (typeof contactLanguages)[number]

/** How the wish was given, for the record of the consent. Who acts for themselves or a ward needs none. */
export const contactBases = ['patient-present', 'guardian-present', 'by-phone', 'in-writing'] as const

const email = z.email().max(120)

/** How a patient wants to be told: kept sealed where it is an address. */
export const contact = z.strictObject({
  channel: z.enum(contactChannels),
  email: email.optional(),
  language: z.enum(contactLanguages),
  /** The guardian gets a copy. A minor's always does. */
  guardianTold: z.boolean(),
})
export type Contact = z.infer<typeof contact>

/** Who has said nothing is told by SMS, in Chinese, alone: the phone was given for the appointments. */
export const defaultContact: Contact = { channel: 'sms', language: 'zh-CN', guardianTold: false }

export const contactChange = z.strictObject({
  /** The version that was on the screen; 0 where nothing was set yet. */
  version: z.int().min(0),
  channel: z.enum(contactChannels),
  /** Left out, the address that is there stays. */
  email: email.optional(),
  language: z.enum(contactLanguages),
  guardianTold: z.boolean(),
  basis: z.enum(contactBases).optional(),
})
export type ContactChange = z.infer<typeof contactChange>

export const shownContact = z.object({
  version: z.int(),
  channel: z.enum(contactChannels),
  emailMasked: z.string().optional(),
  language: z.enum(contactLanguages),
  guardianTold: z.boolean(),
  /** There is a guardian on the record. */
  hasGuardian: z.boolean(),
  minor: z.boolean(),
  /** When it was last set, in milliseconds, and how the wish was given. */
  setAt: z.number().optional(),
  basis: z.string().optional(),
})
export type ShownContact = z.infer<typeof shownContact>

/** `w***@example.org`: the first letter and the domain stay. */
export const maskEmail = (address: string): string => address.replace(/^(.)[^@]*/, '$1***')

export type ContactRefusal =
  | 'email-missing'
  | 'basis-missing'
  | 'guardian-told-by-patient'
  | 'guardian-missing'

export interface ContactFacts {
  readonly before: Contact
  readonly change: ContactChange
  readonly by: 'self' | 'guardian' | 'service'
  readonly minor: boolean
  readonly hasGuardian: boolean
}

/**
 * Decides on a change of how somebody is told. An adult alone says whether the guardian hears of them (PIPL art. 29:
 * separate consent); staff write down how the wish was given.
 */
export function decideContact(facts: ContactFacts): Decision<Contact, ContactRefusal> {
  const { before, change, by, minor, hasGuardian } = facts
  const { version: _, basis, ...wanted } = change
  const address = wanted.email ?? before.email
  if (wanted.channel === 'email' && !address) return refuse('email-missing')
  if (by === 'service' && !basis) return refuse('basis-missing')
  const told = wanted.guardianTold && !before.guardianTold
  if (told && !hasGuardian) return refuse('guardian-missing')
  if (told && !minor && (by === 'guardian' || basis === 'guardian-present'))
    return refuse('guardian-told-by-patient')
  return accept({ ...wanted, ...(address ? { email: address } : {}) })
}

/** Who gets a copy: the patient always; the guardian of a minor, or where the patient has asked so. */
export const copiesFor = (
  { guardianTold }: Pick<Contact, 'guardianTold'>,
  { minor, hasGuardian }: Pick<ContactFacts, 'minor' | 'hasGuardian'>,
): ('patient' | 'guardian')[] =>
  hasGuardian && (minor || guardianTold) ? ['patient', 'guardian'] : ['patient']
