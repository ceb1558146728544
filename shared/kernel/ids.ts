import * as z from 'zod'

/** The twelve bounded contexts, in the order of the design. One word each, everywhere. */
export const contexts = [
  'alliance',
  'practitioners',
  'scheduling',
  'patients',
  'consultations',
  'referrals',
  'formulary',
  'follow-up',
  'rehabilitation',
  'exchange',
  'indicators',
  'access',
] as const

/** Letters, figures, `-`, `_` and `.`; no `#` or `/`, which keys and paths use. At most 80 characters. */
export const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,79}$/)

/** An Idempotency-Key (draft-ietf-httpapi-idempotency-key-header): 8–100 printable ASCII characters. */
export const idempotencyKey = z.string().regex(/^[\x21-\x7e]{8,100}$/)
