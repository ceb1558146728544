import { addDays, type IsoDate } from '#shared/kernel/calendar.ts'
import {
  type ClinicalNeed,
  type ClinicKind,
  defaultSettings,
  type HalfDay,
  type Wish,
} from '#shared/scheduling/index.ts'
import type { Chosen } from '../stores/booking.ts'

type Level = ClinicalNeed['level']
type Reason = NonNullable<ClinicalNeed['reason']>

export interface NeedForm {
  level: Level
  reason: Reason | undefined
}

/** Who waits for what, while it is written. */
export interface WaitForm extends NeedForm {
  who: Chosen | undefined
  visit: 'first' | 'return'
  kind: ClinicKind | undefined
  practitionerId: string | undefined
  from: IsoDate | undefined
  to: IsoDate | undefined
  weekdays: number[]
  half: HalfDay | 'any'
}

/** Four weeks are what a number is waited for, where nobody says otherwise. */
const usualDays = 28

export const blankWait = (today: IsoDate, who?: Chosen): WaitForm => ({
  who,
  visit: 'return',
  kind: undefined,
  practitionerId: undefined,
  from: today,
  to: addDays(today, usualDays),
  weekdays: [],
  half: 'any',
  level: 'routine',
  reason: undefined,
})

export const lastWaitDay = (today: IsoDate): IsoDate => addDays(today, defaultSettings.waitDays)

/** The need as the contract wants it; undefined where it is not routine and nobody said why. */
export function needIn({ level, reason }: NeedForm): ClinicalNeed | undefined {
  if (level === 'routine') return { level }
  return reason ? { level, reason } : undefined
}

/** The wish as the contract wants it; undefined where its days are not whole. */
export function wishIn(form: WaitForm): Wish | undefined {
  const { from, to, kind, practitionerId, weekdays, half } = form
  if (!from || !to || from > to) return undefined
  return {
    ...{ from, to },
    ...(kind ? { kind } : {}),
    ...(practitionerId ? { practitionerId } : {}),
    ...(weekdays.length > 0 && weekdays.length < 7 ? { weekdays: weekdays.toSorted((a, b) => a - b) } : {}),
    ...(half === 'any' ? {} : { halves: [half] }),
  }
}
