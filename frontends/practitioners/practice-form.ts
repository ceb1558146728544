import { addDays, type IsoDate } from '#shared/kernel/calendar.ts'
import { type PracticeFields, practitionersSettings } from '#shared/practitioners/index.ts'

/** A term of practice while it is written. */
export interface PracticeForm {
  agreementId: string
  siteId: string | undefined
  basis: PracticeFields['basis']
  filingNumber: string
  from: IsoDate | undefined
  to: IsoDate | undefined
}

/** Two years are usual where nobody says otherwise. Estimate. */
const usualTermDays = 2 * 365

export const blankPractice = (today: IsoDate): PracticeForm => ({
  siteId: undefined,
  agreementId: '',
  basis: 'alliance',
  filingNumber: '',
  from: today,
  to: addDays(today, usualTermDays),
})

export type PracticeFault = 'missing' | 'order' | 'long'
export type PracticeFaults = Readonly<Partial<Record<'site' | 'from' | 'to', PracticeFault>>>

export function checkedPractice(
  form: PracticeForm,
): { readonly value: PracticeFields } | { readonly faults: PracticeFaults } {
  const { siteId, from, to } = form
  const tooLong = from && to && to > addDays(from, practitionersSettings.longestTermDays.value)
  const faults: PracticeFaults = {
    ...(siteId ? {} : { site: 'missing' }),
    ...(from ? {} : { from: 'missing' }),
    ...(to ? {} : { to: 'missing' }),
    ...(from && to && to < from ? { to: 'order' } : {}),
    ...(tooLong ? { to: 'long' } : {}),
  }
  if (Object.keys(faults).length > 0 || !siteId || !from || !to) return { faults }
  const filingNumber = form.filingNumber.trim()
  const named = form.agreementId === '' ? {} : { agreementId: form.agreementId }
  const numbered = filingNumber === '' ? {} : { filingNumber }
  return { value: { siteId, basis: form.basis, from, to, ...numbered, ...named } }
}
