import type { ProblemKinds } from '#shared/kernel/problem.ts'

export const patientsProblems = {
  'patient-unknown': { status: 404, title: 'No such patient, or not known at this site' },
  /** Facts: `patientId`, which the asker may see. */
  'duplicate-here': { status: 409, title: 'The person is registered already and known at this site' },
  /** Says neither who nor where; with ID number and name `admitPatient` adds the record to this site. */
  'duplicate-elsewhere': {
    status: 409,
    title: 'The identity cannot be registered again; admit the person or ask the office',
  },
  /** Facts: `version`, the one that stands. */
  'stale-version': { status: 409, title: 'The record was changed by somebody else' },
  'identity-missing': { status: 422, title: 'An ID number or a reason for its absence is needed' },
  'identity-twice': { status: 422, title: 'An ID number and a reason for its absence exclude each other' },
  'id-birth-date-differs': { status: 422, title: 'The birth date is not the one in the ID number' },
  'id-sex-differs': { status: 422, title: 'The sex is not the one in the ID number' },
  'birth-date-out-of-range': { status: 422, title: 'The birth date is in the future or too long ago' },
  'guardian-required': { status: 422, title: 'A minor needs a guardian' },
  'sites-full': { status: 409, title: 'The patient is known at as many sites as a record can hold' },
  'nothing-to-reveal': { status: 404, title: 'The record does not hold this field' },
  'search-too-short': { status: 422, title: 'The search text is too short' },
  'notice-unknown': { status: 404, title: 'No such message in this mailbox' },
  'email-missing': { status: 422, title: 'Messages by e-mail need an address' },
  'basis-missing': { status: 422, title: 'How the wish was given must be written down' },
  'guardian-missing': { status: 422, title: 'The record names no guardian' },
  'guardian-told-by-patient': {
    status: 403,
    title: 'Whether the guardian of an adult is told is for the patient to say',
  },
  'signature-invalid': { status: 401, title: 'The signature does not belong to these bytes' },
  'signature-stale': { status: 401, title: 'The signature is too old or from the future' },
} as const satisfies ProblemKinds
