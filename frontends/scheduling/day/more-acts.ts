import { useI18n } from 'vue-i18n'
import { type MenuAct, online } from '#frontends/kit/index.ts'
import type { IsoDate } from '#shared/kernel/calendar.ts'
import type { Slot, StepCommand } from '#shared/scheduling/index.ts'
import { mainAct } from './row-acts.ts'
import { mayStep } from './stepping.ts'

interface Place {
  readonly date: IsoDate
  readonly now: number
  /** May numbers be filled, moved and given back here? */
  readonly books: boolean
}

/** Steps of the queue with their keys, in the order of the menu. */
const steps: readonly (readonly [StepCommand, string])[] = [
  ['check-in', 'q'],
  ['call', 'r'],
  ['skip', 'g'],
  ['finish', 'e'],
  ['miss', 'n'],
  ['undo', 'z'],
]

/** What the `…` of a number holds: the steps that are not its main act, and what its appointment can become. */
export function useMoreActs(place: () => Place) {
  const { t } = useI18n()

  /** Calling somebody again who was called is said as what it is. */
  const stepWord = ({ state }: Slot, command: StepCommand): string =>
    t(command === 'call' && state === 'called' ? 'step.recall' : `step.${command}`)

  function stepsOf(slot: Slot): MenuAct[] {
    const { date, now } = place()
    return steps
      .filter(([key]) => key !== mainAct(slot) && mayStep(slot, date, key, now))
      .map(([key, keyName]) => ({ key, keyName, label: stepWord(slot, key) }))
  }

  return (slot: Slot): MenuAct[] => {
    const { books } = place()
    const offline = online.value ? {} : { blocked: t('offline.claims') }
    const isBooked = slot.state === 'booked' || slot.state === 'arrived'
    const isInside = slot.state === 'called' || slot.state === 'seen'
    return [
      ...stepsOf(slot),
      ...(books && isBooked
        ? [
            { key: 'move', label: t('act.move'), ...offline },
            { key: 'cancel', label: t('act.cancel'), ...offline },
          ]
        : []),
      ...(isInside
        ? [{ key: 'follow-up', label: t('act.follow-up'), icon: 'calendar-plus' as const, ...offline }]
        : []),
      ...(books ? [{ key: 'record', label: t('act.record'), icon: 'id-card' as const }] : []),
    ]
  }
}
