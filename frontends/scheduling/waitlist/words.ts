import { useI18n } from 'vue-i18n'
import { type BadgeState, useFormats } from '#frontends/kit/index.ts'
import { addDays } from '#shared/kernel/calendar.ts'
import type { ClinicalNeed, Wait, WaitStep, Wish } from '#shared/scheduling/index.ts'

const badges = {
  waiting: 'waitlisted',
  offered: 'to-confirm',
  booked: 'completed',
  left: 'cancelled',
  ended: 'over',
} as const satisfies Record<Wait['state'], BadgeState>

export const badgeOfWait = ({ state }: Pick<Wait, 'state'>): BadgeState => badges[state]

/** 5 January 2026 is a Monday. */
export const weekdayAt = (weekday: number): string => addDays('2026-01-05', weekday - 1)

/** How a place in the waiting list is said. */
export function useWaitWords(doctorOf: (practitionerId: string) => string | undefined) {
  const { t } = useI18n()
  const formats = useFormats()

  const needOf = ({ level, reason }: ClinicalNeed): string =>
    [t(`need.${level}`), reason ? t(`need-reason.${reason}`) : ''].filter(Boolean).join(' · ')

  /** What they wait for: what is not said may be anything. */
  function wishOf({ kind, practitionerId, from, to, weekdays, halves }: Wish): string {
    return [
      kind ? t(`kind.${kind}`) : '',
      practitionerId ? (doctorOf(practitionerId) ?? t('waits.one-doctor')) : '',
      from === to ? formats.value.day(from) : formats.value.range(from, to),
      weekdays ? weekdays.map((day) => formats.value.weekday(weekdayAt(day))).join(' ') : '',
      halves?.length === 1 && halves[0] ? t(`half-day.${halves[0]}`) : '',
    ]
      .filter(Boolean)
      .join(' · ')
  }

  const stepOf = ({ at, step, by }: WaitStep): string =>
    t('waits.step-line', {
      at: formats.value.instant(at),
      step: t(`waits.step.${step}`),
      by: t(`waits.by.${by}`),
    })

  return { needOf, wishOf, stepOf }
}
