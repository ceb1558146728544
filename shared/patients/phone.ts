import * as z from 'zod'

export type PhoneFault = 'phone-characters' | 'phone-too-short' | 'phone-too-long' | 'phone-prefix'

/** Spaces, hyphens and the country code are how people write a number, not part of it. */
export const tidyPhone = (text: string): string =>
  text.replaceAll(/[\s()（）-]/g, '').replace(/^(\+|00)86/, '')

/** What is wrong with a mainland number without separators: mobile, 11 digits from 13 to 19; or landline with area code. */
export function phoneFault(digits: string): PhoneFault | undefined {
  if (!/^\d*$/.test(digits)) return 'phone-characters'
  const shortest = digits.startsWith('0') ? 10 : 11
  const longest = digits.startsWith('0') ? 12 : 11
  if (digits.length < shortest) return 'phone-too-short'
  if (digits.length > longest) return 'phone-too-long'
  return /^1[3-9]|^0[1-9]/.test(digits) ? undefined : 'phone-prefix'
}

/** A phone number, kept as digits only; each fault is a custom issue with its own code. */
export const phone = z
  .string()
  .max(40)
  .transform(tidyPhone)
  .superRefine((digits, context) => {
    const fault = phoneFault(digits)
    if (fault) context.addIssue({ code: 'custom', message: fault })
  })

/** The last four digits: what a desk asks for. */
export const phoneTailOf = (digits: string): string => digits.slice(-4)

/** `138****2210`: the first three and the last four stay. */
export const maskPhone = (digits: string): string => `${digits.slice(0, 3)}****${phoneTailOf(digits)}`
