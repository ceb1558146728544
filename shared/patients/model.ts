import * as z from 'zod'
import { isoDate } from '#shared/kernel/calendar.ts'
import { id } from '#shared/kernel/ids.ts'
import { idNumber } from './id-number.ts'
import { personName } from './name.ts'
import { need } from './needs.ts'
import { phone } from './phone.ts'
import { relation } from './relations.ts'

/** GB/T 2261.1: 0 unknown, 1 male, 2 female, 9 not stated. */
export const sexes = ['0', '1', '2', '9'] as const
export const sex = z.enum(sexes)
export type Sex = z.infer<typeof sex>

/** Why a record has no ID number. */
export const noIdReasons = [
  'not-at-hand',
  'child-without-card',
  'other-document',
  'unknown-person',
  'declined',
] as const
export const noIdReason = z.enum(noIdReasons)

/** 监护人, as given by the desk. */
export const guardian = z.strictObject({ name: personName, relation, phone })
export type Guardian = z.infer<typeof guardian>

const details = {
  name: personName,
  sex,
  birthDate: isoDate,
  /** Of a person with a card; otherwise `noIdReason` says why not. One of the two is there. */
  idNumber: idNumber.optional(),
  noIdReason: noIdReason.optional(),
  phone,
  guardian: guardian.optional(),
  needs: z.array(need).max(6).default([]),
}

/** All that identifies a patient, in the open: inside the server and in what a desk sends, never in an answer. */
export const patientDetails = z.strictObject(details)
export type PatientDetails = z.infer<typeof patientDetails>

/** What a desk sends to register a person at its site. */
export const newPatient = z.strictObject({ siteId: id, ...details })
export type NewPatient = z.infer<typeof newPatient>

/** Members that are there replace what the record says; `guardian: null` removes the guardian. */
export const patientChange = z.strictObject({
  /** The version that was on the screen; another one is refused as `stale-version`. */
  version: z.int().min(1),
  ...patientDetails.omit({ guardian: true, needs: true }).partial().shape,
  guardian: guardian.nullable().optional(),
  needs: z.array(need).max(6).optional(),
})
export type PatientChange = z.infer<typeof patientChange>

/** A record as staff see it: phone and ID number masked. */
export const patient = z.object({
  patientId: id,
  version: z.int(),
  name: z.string(),
  sex,
  birthDate: isoDate,
  /** `110105********123X` */
  idNumberMasked: z.string().optional(),
  noIdReason: noIdReason.optional(),
  /** `138****2210` */
  phoneMasked: z.string(),
  phoneTail: z.string(),
  guardian: z.object({ name: z.string(), relation, phoneMasked: z.string() }).optional(),
  needs: z.array(need),
  /** The sites at which the patient is known. */
  siteIds: z.array(id),
  /** Milliseconds since the epoch. */
  registeredAt: z.number(),
  changedAt: z.number(),
  demo: z.boolean().optional(),
})
export type Patient = z.infer<typeof patient>

/** What a day list needs of a patient. Travels sealed in the events of this context and opens with the patient's id. */
export const patientCard = z.object({
  name: z.string(),
  sex,
  birthYear: z.int(),
  phoneTail: z.string(),
  needs: z.array(need).optional(),
})
export type PatientCard = z.infer<typeof patientCard>

/** One line of a search within a site. */
export const patientHit = z.object({
  patientId: id,
  ...patientCard.shape,
  initials: z.string(),
  phoneMasked: z.string(),
  guardianName: z.string().optional(),
  demo: z.boolean().optional(),
})
export type PatientHit = z.infer<typeof patientHit>

/** The signed-in person's own record or a ward's, as public pages show it: 王**. */
export const ownRecord = z.object({
  patientId: id,
  relation: z.enum(['self', 'ward']),
  nameMasked: z.string(),
  birthYear: z.int(),
  phoneTail: z.string(),
  siteIds: z.array(id),
})
export type OwnRecord = z.infer<typeof ownRecord>
