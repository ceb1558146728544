import * as z from 'zod'

export type IdNumberFault =
  | 'id-number-15-digits'
  | 'id-number-length'
  | 'id-number-characters'
  | 'id-number-area'
  | 'id-number-date'
  | 'id-number-check-digit'

/** The province part of GB/T 2260, with 81, 82, 83 of the residence permits for Hong Kong, Macao and Taiwan. */
const provinces = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(
    ' ',
  ),
)

/** GB 11643-1999 §4.2: weights of the first seventeen digits, by ISO 7064 MOD 11-2. */
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const
const checkDigits = '10X98765432'

/** The eighteenth character that belongs to seventeen digits. */
export function checkDigitOf(seventeen: string): string {
  const sum = weights.reduce((total, weight, place) => total + weight * Number(seventeen[place]), 0)
  return checkDigits[sum % 11] ?? ''
}

/** What is wrong with an ID number (公民身份号码, GB 11643), or undefined where it is sound. */
export function idNumberFault(text: string): IdNumberFault | undefined {
  if (/^\d{15}$/.test(text)) return 'id-number-15-digits'
  if (text.length !== 18) return 'id-number-length'
  if (!/^\d{17}[\dX]$/.test(text)) return 'id-number-characters'
  if (!provinces.has(text.slice(0, 2))) return 'id-number-area'
  if (!isCalendarDay(birthDateIn(text))) return 'id-number-date'
  return checkDigitOf(text) === text[17] ? undefined : 'id-number-check-digit'
}

/** The birth date that the number carries in its digits 7–14. */
export const birthDateIn = (idNumber: string): string =>
  `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`

/** The sex that the number carries: its seventeenth digit is odd for men (GB 11643 §4.1.3), as GB/T 2261.1. */
export const sexIn = (idNumber: string): '1' | '2' => (Number(idNumber[16]) % 2 === 1 ? '1' : '2')

function isCalendarDay(date: string): boolean {
  const instant = Date.parse(`${date}T00:00:00Z`)
  return date >= '1850-01-01' && !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(date)
}

/** People copy numbers with spaces and write a small x. */
const tidy = (text: string): string => text.replaceAll(/\s/g, '').toUpperCase()

/** An ID number of 18 characters; each fault is a custom issue with its own code. */
export const idNumber = z
  .string()
  .max(40)
  .transform(tidy)
  .superRefine((text, context) => {
    const fault = idNumberFault(text)
    if (fault) context.addIssue({ code: 'custom', message: fault })
  })

/** `110105********123X`: area and the last four stay. */
export const maskIdNumber = (text: string): string => `${text.slice(0, 6)}********${text.slice(-4)}`
