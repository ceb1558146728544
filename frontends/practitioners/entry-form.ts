import { addDays, type IsoDate } from '#shared/kernel/calendar.ts'
import {
  type PracticeFields,
  type PractitionerFields,
  type PractitionerView,
  practitionersSettings,
} from '#shared/practitioners/index.ts'

/** An entry of the register while it is written. */
export interface EntryForm {
  name: string
  licenceNumber: string
  title: PractitionerFields['title'] | undefined
  specialties: PractitionerFields['specialties']
  languages: PractitionerFields['languages']
  mainOrganisationId: string | undefined
  demo: boolean | undefined
}

export const blankEntry = (): EntryForm => ({
  name: '',
  licenceNumber: '',
  title: undefined,
  specialties: [],
  languages: [],
  mainOrganisationId: undefined,
  demo: undefined,
})

export const entryFormOf = (one: PractitionerView): EntryForm => ({
  name: one.name,
  licenceNumber: one.licenceNumber,
  title: one.title,
  specialties: [...one.specialties],
  languages: [...one.languages],
  mainOrganisationId: one.mainOrganisationId,
  demo: one.demo,
})

const licenceLength = 15

export type LicenceFault = { readonly key: 'missing' | 'digits' | 'short' | 'long'; readonly n: number }
/** What is wrong with a licence number, and by how many figures. */
export function licenceFault(text: string): LicenceFault | undefined {
  const written = text.replaceAll(/\s/g, '')
  if (written === '') return { key: 'missing', n: 0 }
  if (!/^\d+$/.test(written)) return { key: 'digits', n: 0 }
  const short = licenceLength - written.length
  if (short === 0) return undefined
  return short > 0 ? { key: 'short', n: short } : { key: 'long', n: -short }
}

export type EntryFaults = Readonly<
  Partial<Record<'name' | 'title' | 'specialties' | 'organisation', true>>
> & {
  readonly licence?: LicenceFault
}

/** The entry as the contract wants it, or what is wrong by field. */
export function checkedEntry(
  form: EntryForm,
): { readonly value: PractitionerFields } | { readonly faults: EntryFaults } {
  const { title, mainOrganisationId } = form
  const licence = licenceFault(form.licenceNumber)
  const faults: EntryFaults = {
    ...(form.name.trim() === '' ? { name: true } : {}),
    ...(licence ? { licence } : {}),
    ...(title ? {} : { title: true }),
    ...(form.specialties.length > 0 ? {} : { specialties: true }),
    ...(mainOrganisationId ? {} : { organisation: true }),
  }
  if (Object.keys(faults).length > 0 || !title || !mainOrganisationId) return { faults }
  return {
    value: {
      name: form.name.trim(),
      licenceNumber: form.licenceNumber.replaceAll(/\s/g, ''),
      title,
      specialties: [...form.specialties],
      languages: [...form.languages],
      mainOrganisationId,
      ...(form.demo === undefined ? {} : { demo: form.demo }),
    },
  }
}

export interface PracticeForm {
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
  return { value: { siteId, basis: form.basis, from, to, ...(filingNumber === '' ? {} : { filingNumber }) } }
}
