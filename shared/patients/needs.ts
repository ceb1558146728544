import * as z from 'zod'

/** What the desk prepares for a visit. */
export const needs = [
  'wheelchair',
  'hearing',
  'sight',
  'companion',
  'sign-language',
  'interpreter-uyghur',
  'interpreter-tibetan',
  'interpreter-mongolian',
  'interpreter-kazakh',
  'interpreter-korean',
  'interpreter-english',
  'interpreter-other',
] as const
export const need = z.enum(needs)
export type Need = z.infer<typeof need>
