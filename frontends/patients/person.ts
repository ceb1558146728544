import { useI18n } from 'vue-i18n'
import { dateAt } from '#shared/kernel/calendar.ts'
import type { PatientHit } from '#shared/patients/index.ts'

type Person = Pick<PatientHit, 'sex' | 'birthYear'>

/** 女 67: by the year of birth alone, as in every list. */
export function usePerson(): (person: Person) => string {
  const { t } = useI18n()
  const year = (): number => Number(dateAt(Date.now()).slice(0, 4))
  return ({ sex, birthYear }) => t('person', { sex: t(`sex.${sex}`), age: year() - birthYear })
}
