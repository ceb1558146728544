import { useI18n } from 'vue-i18n'
import { dateAt, type IsoDate } from '#shared/kernel/calendar.ts'
import type { PatientCard } from '#shared/scheduling/index.ts'

/** Years reached in the year of `today`: the card holds a birth year only. */
export const ageOf = ({ birthYear }: Pick<PatientCard, 'birthYear'>, today: IsoDate): number =>
  Math.max(0, Number(today.slice(0, 4)) - birthYear)

/** How a person is written beside a name: `女 67`, `需口译`, `尾号 2210`. */
export function usePeople() {
  const { t } = useI18n()

  function needsOf(card: Pick<PatientCard, 'needs'>): string[] {
    return card.needs?.map((need) => t(`needs.${need}`)) ?? []
  }

  /** For a row, where the whole words would push the name aside. */
  const shortNeeds = (card: Pick<PatientCard, 'needs'>): string[] => [
    ...new Set(card.needs?.map((need) => t(`needs-short.${need}`))),
  ]

  function sexAndAge(
    card: Pick<PatientCard, 'sex' | 'birthYear'>,
    today: IsoDate = dateAt(Date.now()),
  ): string {
    return t('person.sex-age', { sex: t(`person.sex.${card.sex}`), age: ageOf(card, today) })
  }

  const tail = ({ phoneTail }: Pick<PatientCard, 'phoneTail'>): string =>
    phoneTail ? t('person.tail', { digits: phoneTail }) : ''

  return { needsOf, shortNeeds, sexAndAge, tail }
}
