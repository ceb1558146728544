import * as z from 'zod'
import { id } from '#shared/kernel/ids.ts'
import type { Operations } from '#shared/kernel/operation.ts'
import { idNumber } from './id-number.ts'
import { newPatient, ownRecord, patient, patientChange, patientHit } from './model.ts'
import { personName } from './name.ts'
import { noticeOperations } from './operations-notices.ts'
import { searchKinds } from './search.ts'

const identityRefusals = [
  'identity-missing',
  'identity-twice',
  'id-birth-date-differs',
  'id-sex-differs',
  'birth-date-out-of-range',
  'guardian-required',
  'duplicate-here',
  'duplicate-elsewhere',
] as const

/** Why a desk sees a whole number; kept in the journal. */
export const revealReasons = ['call', 'verify-identity', 'report', 'emergency'] as const
export const revealFields = ['phone', 'id-number', 'guardian-phone'] as const
/** On what basis a site takes up a person known elsewhere; kept in the journal. */
export const admissionBases = ['patient-present', 'guardian-present', 'referral-letter'] as const

/** What a desk types: a name, pinyin initials, four last digits, a whole phone or ID number. Empty lists the site. */
export const patientSearch = z.strictObject({
  siteId: id,
  text: z.string().max(60),
  /** `next` of the page before. */
  after: z.string().max(400).optional(),
})

export const patientSearchAnswer = z.object({
  /** How the text was understood. */
  by: z.enum(searchKinds),
  /** At most 20, by name. */
  hits: z.array(patientHit),
  next: z.string().optional(),
})

/** Search texts and identities travel in bodies: a URL ends up in logs and histories. */
export const recordOperations = {
  registerPatient: {
    method: 'POST',
    path: '/records',
    summary: 'Registers a person as a patient at a site',
    may: ['register', 'Patient'],
    body: newPatient,
    creates: true,
    answer: z.object({ patientId: id, version: z.int() }),
    refusals: identityRefusals,
  },
  readPatient: {
    method: 'GET',
    path: '/records/{patientId}',
    summary: 'One record, phone and ID number masked',
    may: ['read', 'Patient'],
    params: z.object({ patientId: id }),
    answer: patient,
    refusals: ['patient-unknown'],
  },
  changePatient: {
    method: 'PATCH',
    path: '/records/{patientId}',
    summary: 'Changes a record; a stale version is refused',
    may: ['update', 'Patient'],
    params: z.object({ patientId: id }),
    body: patientChange,
    answer: patient,
    refusals: [...identityRefusals, 'patient-unknown', 'stale-version'],
  },
  searchPatients: {
    method: 'POST',
    path: '/search',
    summary: 'Finds patients of a site by name, initials, last digits, phone or ID number',
    may: ['read', 'Patient'],
    body: patientSearch,
    answer: patientSearchAnswer,
    refusals: ['search-too-short'],
  },
  admitPatient: {
    method: 'POST',
    path: '/sites/{siteId}/admissions',
    summary: 'Makes a person registered at another site known at this one, by ID number and name together',
    may: ['register', 'Patient'],
    params: z.object({ siteId: id }),
    body: z.strictObject({ idNumber, name: personName, basis: z.enum(admissionBases) }),
    answer: patient,
    refusals: ['patient-unknown', 'sites-full', 'stale-version'],
  },
  revealContact: {
    method: 'POST',
    path: '/records/{patientId}/reveal',
    summary: 'One whole number of a record, for a stated reason',
    may: ['reveal', 'Patient'],
    params: z.object({ patientId: id }),
    body: z.strictObject({ field: z.enum(revealFields), reason: z.enum(revealReasons) }),
    answer: z.object({ value: z.string() }),
    refusals: ['patient-unknown', 'nothing-to-reveal'],
  },
  listMine: {
    method: 'GET',
    path: '/mine',
    summary: "The signed-in person's own record and wards, names masked",
    may: 'signed-in',
    answer: z.object({ records: z.array(ownRecord) }),
  },
} as const satisfies Operations

/** Everything patients answers to. */
export const patientsOperations = { ...recordOperations, ...noticeOperations } as const satisfies Operations
