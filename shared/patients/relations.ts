import * as z from 'zod'

export const relations = [
  'spouse',
  'parent',
  'child',
  'sibling',
  'grandparent',
  'other-relative',
  'committee',
  'other',
] as const
/** What the guardian is to the patient: `parent` is the patient's father or mother. */
export const relation = z.enum(relations)
