import type { WriteItem } from '#functions/platform/table.ts'
import { type IsoDate, instantOf } from '#shared/kernel/calendar.ts'
import { endsOf, type Shown, tellingDays } from '#shared/practitioners/index.ts'
import type { PractitionersRepository } from './repository.ts'

export const tellingKind = 'practice-ends'

/** People are told when they begin to work. */
const morning = 8 * 60

/** The next day on which something of this person's is to be told: one due thing, planned with each change of the entry. */
export function nextTelling(
  { due }: Pick<PractitionersRepository, 'due'>,
  entry: Shown,
  today: IsoDate,
): WriteItem[] {
  const days = endsOf(entry, today)
    .filter(({ on }) => on >= today)
    .flatMap(({ on }) => tellingDays(on).map(({ date }) => (date < today ? today : date)))
    .sort()
  // What is due already is told at the next round; that round then plans what follows.
  const [first] = days
  if (first === undefined) return []
  return [due.plan({ at: instantOf(first, morning), kind: tellingKind, id: entry.practitionerId })]
}

/** After a telling: the next day later than `today`. */
export function tellingAfter(
  { due }: Pick<PractitionersRepository, 'due'>,
  entry: Shown,
  today: IsoDate,
): WriteItem[] {
  const [first] = endsOf(entry, today)
    .flatMap(({ on }) => tellingDays(on).map(({ date }) => date))
    .filter((date) => date > today)
    .sort()
  if (first === undefined) return []
  return [due.plan({ at: instantOf(first, morning), kind: tellingKind, id: entry.practitionerId })]
}
