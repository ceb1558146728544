import { type AgreementFields, type AgreementView, agreementModes } from '#shared/alliance/index.ts'
import type { IsoDate } from '#shared/kernel/calendar.ts'

type Party = AgreementFields['parties'][number]
export type Side = Party['side']
export const sides: readonly Side[] = ['upper', 'lower']

/** An agreement while it is written. */
export interface AgreementForm {
  title: string
  mode: AgreementFields['mode']
  parties: Party[]
  from: IsoDate | undefined
  to: IsoDate | undefined
  duties: string
}

export const blankAgreement = (today: IsoDate): AgreementForm => ({
  title: '',
  mode: agreementModes[0],
  parties: [],
  from: today,
  to: undefined,
  duties: '',
})

export const agreementFormOf = (one: AgreementView): AgreementForm => ({
  title: one.title,
  mode: one.mode,
  parties: one.parties.map(({ organisationId, side }) => ({ organisationId, side })),
  from: one.from,
  to: one.to,
  duties: one.duties ?? '',
})

export type AgreementFault = 'missing' | 'one-sided' | 'order' | 'many'
export type AgreementFaults = Readonly<Partial<Record<'title' | 'parties' | 'from' | 'to', AgreementFault>>>

/** The contract holds an agreement to at most so many bodies. */
const mostParties = 80

function faultsIn({ title, parties, from, to }: AgreementForm): AgreementFaults {
  const bothSides = sides.every((side) => parties.some((party) => party.side === side))
  return {
    ...(title.trim() === '' ? { title: 'missing' as const } : {}),
    ...(bothSides ? {} : { parties: 'one-sided' as const }),
    ...(parties.length > mostParties ? { parties: 'many' as const } : {}),
    ...(from ? {} : { from: 'missing' as const }),
    ...(to ? {} : { to: 'missing' as const }),
    ...(from && to && to < from ? { to: 'order' as const } : {}),
  }
}

/** The agreement as the contract wants it, or what is wrong by field. */
export function checkedAgreement(
  form: AgreementForm,
): { readonly value: AgreementFields } | { readonly faults: AgreementFaults } {
  const faults = faultsIn(form)
  const { from, to } = form
  if (Object.keys(faults).length > 0 || !from || !to) return { faults }
  const duties = form.duties.trim()
  return {
    value: {
      title: form.title.trim(),
      mode: form.mode,
      parties: [...form.parties],
      from,
      to,
      ...(duties === '' ? {} : { duties }),
    },
  }
}

/** A body stands on one side only: naming it again moves it. */
export const withParty = (parties: readonly Party[], party: Party): Party[] => [
  ...parties.filter(({ organisationId }) => organisationId !== party.organisationId),
  party,
]
