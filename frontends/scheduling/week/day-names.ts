import { useI18n } from 'vue-i18n'
import { language } from '#frontends/kit/index.ts'
import type { CalendarDay } from '#shared/kernel/calendar.ts'

/** What a day that is not as other days is called: the holiday's name, or that it is a working weekend. */
export function useDayNames() {
  const { t } = useI18n()
  const own = ({ name, nameEn }: CalendarDay): string | undefined =>
    language.value === 'en' ? (nameEn ?? name) : name

  function unusual(day: CalendarDay): string | undefined {
    if (day.kind === 'make-up') return t('day.make-up')
    return day.kind === 'holiday' ? (own(day) ?? t('day.holiday')) : undefined
  }

  return { unusual }
}
