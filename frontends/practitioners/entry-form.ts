import type { IsoDate } from '#shared/kernel/calendar.ts'
import type { Insurance, Licence, PractitionerFields, PractitionerView } from '#shared/practitioners/index.ts'

/** An entry of the register while it is written. */
export interface EntryForm {
  name: string
  licenceNumber: string
  title: PractitionerFields['title'] | undefined
  specialties: PractitionerFields['specialties']
  languages: PractitionerFields['languages']
  mainOrganisationId: string | undefined
  /** Category, scope and dates of the licence; left alone where nothing is known of them. */
  category: Licence['category'] | undefined
  scope: Licence['scope']
  licenceFrom: IsoDate | undefined
  licenceTo: IsoDate | undefined
  insurer: string
  policyNumber: string
  insuredFrom: IsoDate | undefined
  insuredTo: IsoDate | undefined
  demo: boolean | undefined
}

export const blankEntry = (): EntryForm => ({
  name: '',
  licenceNumber: '',
  title: undefined,
  specialties: [],
  languages: [],
  mainOrganisationId: undefined,
  category: 'clinical',
  scope: ['mental-health'],
  licenceFrom: undefined,
  licenceTo: undefined,
  insurer: '',
  policyNumber: '',
  insuredFrom: undefined,
  insuredTo: undefined,
  demo: undefined,
})

export const entryFormOf = (one: PractitionerView): EntryForm => ({
  name: one.name,
  licenceNumber: one.licenceNumber ?? '',
  title: one.title,
  specialties: [...one.specialties],
  languages: [...one.languages],
  mainOrganisationId: one.mainOrganisationId,
  category: one.licence?.category,
  scope: [...(one.licence?.scope ?? [])],
  licenceFrom: one.licence?.from,
  licenceTo: one.licence?.to,
  insurer: one.insurance?.insurer ?? '',
  policyNumber: one.insurance?.policyNumber ?? '',
  insuredFrom: one.insurance?.from,
  insuredTo: one.insurance?.to,
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
  Partial<Record<'name' | 'title' | 'specialties' | 'organisation' | 'scope' | 'insurance', true>>
> & {
  /** Of the licence or of the insurance: the last day lies before the first. */
  readonly order?: 'licence' | 'insurance'

  readonly licence?: LicenceFault
}

/** What stands on the licence, where its category is known. */
function licenceOf({ category, scope, licenceFrom, licenceTo }: EntryForm): Licence | undefined {
  if (!category) return undefined
  return {
    category,
    scope: [...scope],
    ...(licenceFrom === undefined ? {} : { from: licenceFrom }),
    ...(licenceTo === undefined ? {} : { to: licenceTo }),
  }
}

/** All of it or none: a policy without its term bounds nothing. */
function insuranceOf({
  insurer,
  policyNumber,
  insuredFrom,
  insuredTo,
}: EntryForm): Insurance | 'partly' | undefined {
  const [company, policy] = [insurer.trim(), policyNumber.trim()]
  if (company === '' && policy === '' && !insuredFrom && !insuredTo) return undefined
  if (company === '' || policy === '' || !insuredFrom || !insuredTo) return 'partly'
  return { insurer: company, policyNumber: policy, from: insuredFrom, to: insuredTo }
}

const backwards = ({ from, to }: { from?: IsoDate | undefined; to?: IsoDate | undefined }): boolean =>
  from !== undefined && to !== undefined && to < from

/** What is wrong with the papers. */
function paperFaults(form: EntryForm): EntryFaults {
  const [licence, insurance] = [licenceOf(form), insuranceOf(form)]
  if (insurance === 'partly') return { insurance: true }
  if (insurance && backwards(insurance)) return { order: 'insurance' }
  if (licence && backwards(licence)) return { order: 'licence' }
  return licence && licence.scope.length === 0 ? { scope: true } : {}
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
    ...paperFaults(form),
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
      ...papersOf(form),
      ...(form.demo === undefined ? {} : { demo: form.demo }),
    },
  }
}

function papersOf(form: EntryForm): Pick<PractitionerFields, 'licence' | 'insurance'> {
  const [licence, insurance] = [licenceOf(form), insuranceOf(form)]
  return {
    ...(licence ? { licence } : {}),
    ...(insurance && insurance !== 'partly' ? { insurance } : {}),
  }
}
