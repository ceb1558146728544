import type { IsoDate } from '#shared/kernel/calendar.ts'
import type { FilingStepRequest } from '#shared/practitioners/index.ts'
import type { FilingWrite } from './filing-queries.ts'

/** The acts that ask for something before they are done; submitting asks for nothing. */
export const askedActs = ['file', 'return', 'withdraw', 'suspend', 'resume', 'renew', 'complaints'] as const
export type AskedAct = (typeof askedActs)[number]

export interface StepForm {
  reason: string
  number: string
  from: IsoDate | undefined
  to: IsoDate | undefined
  count: number | undefined
  /** When the complaints that are written over were noted; no field. */
  seenAt: number | undefined
}
export const blankStep = (today: IsoDate): StepForm => ({
  reason: '',
  number: '',
  from: today,
  to: undefined,
  count: undefined,
  seenAt: undefined,
})

/** Which fields an act shows. */
export const fieldsOf: Readonly<Record<AskedAct, readonly (keyof StepForm)[]>> = {
  file: ['number'],
  return: ['reason'],
  withdraw: ['reason'],
  suspend: ['from', 'to', 'reason'],
  resume: ['from'],
  renew: ['to'],
  complaints: ['count', 'reason'],
}
/** What may stay empty. */
const optional: Readonly<Partial<Record<AskedAct, readonly (keyof StepForm)[]>>> = {
  file: ['number'],
  suspend: ['to'],
  complaints: ['reason'],
}
export const isOptional = (act: AskedAct, field: keyof StepForm): boolean =>
  optional[act]?.includes(field) ?? false

/** What is still to be filled in. */
export const missingIn = (act: AskedAct, form: StepForm): (keyof StepForm)[] =>
  fieldsOf[act].filter((field) => {
    const value = form[field]
    const empty = typeof value === 'string' ? value.trim() === '' : value === undefined
    return empty && !isOptional(act, field)
  })

const stepOf = (
  act: AskedAct,
  { reason, number, from = '', to }: StepForm,
): FilingStepRequest | undefined => {
  const why = reason.trim()
  switch (act) {
    case 'file':
      return { step: 'file', ...(number.trim() === '' ? {} : { filingNumber: number.trim() }) }
    case 'return':
    case 'withdraw':
      return { step: act, reason: why }
    case 'suspend':
      return { step: 'suspend', from, reason: why, ...(to === undefined ? {} : { to }) }
    case 'resume':
      return { step: 'resume', from }
    default:
      return undefined
  }
}

/** The write that the form stands for, once nothing is missing in it. */
export function writeOf(act: AskedAct, form: StepForm): FilingWrite {
  const step = stepOf(act, form)
  if (step) return { act: 'step', step }
  if (act === 'renew') return { act: 'renew', to: form.to ?? '' }
  const note = form.reason.trim()
  return { act: 'complaints', count: form.count ?? 0, ...(note === '' ? {} : { note }), seenAt: form.seenAt }
}
