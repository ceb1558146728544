import * as z from 'zod'

/**
 * A name as the ID card writes it: Han characters of all planes (㛃, 䶮, 𬀩), or the parts of a minority name with
 * the middle dot `·` (U+00B7), or Latin letters. Up to 50 characters; the other dots people type become U+00B7.
 */
export const personName = z
  .string()
  .max(200)
  .transform((text) =>
    text
      .normalize('NFC')
      .trim()
      .replaceAll(/[•・‧∙．]/g, '·')
      .replaceAll(/\s+/g, ' '),
  )
  .superRefine((text, context) => {
    const length = [...text].length
    if (length === 0) context.addIssue({ code: 'custom', message: 'name-empty' })
    else if (length > 50) context.addIssue({ code: 'custom', message: 'name-too-long' })
    else if (
      !/^[\p{Script=Han}〇\p{Script=Latin}]([\p{Script=Han}〇\p{L}\p{M}·.' -]*[\p{Script=Han}〇\p{L}\p{M}.])?$/u.test(
        text,
      )
    )
      context.addIssue({ code: 'custom', message: 'name-characters' })
  })

/** `王**`: the first character stays, and the mask does not tell how long the rest is beyond two. */
export function maskName(name: string): string {
  const [first = '', ...rest] = [...name]
  return first + '*'.repeat(Math.min(2, rest.length))
}
