import { useI18n } from 'vue-i18n'
import { useFormats } from '#frontends/kit/index.ts'
import { addDays } from '#shared/kernel/calendar.ts'
import type { OfferPlan } from '#shared/scheduling/index.ts'

/** 5 January 2026 is a Monday. */
const monday = '2026-01-05'
type Places = Pick<OfferPlan, 'where'>

/** An offer in words: its day, its places, its terms. */
export function useOfferWords() {
  const { t } = useI18n()
  const formats = useFormats()
  const weekday = (one: number): string => formats.value.weekday(addDays(monday, one - 1))

  const day = ({ on, half }: Pick<OfferPlan, 'on' | 'half'>): string => {
    const part = t(`half-day.${half}`)
    if (on.type === 'date') return `${formats.value.day(on.date)} ${part}`
    return on.everyWeeks === 1
      ? t('offers.weekly', { weekday: weekday(on.weekday), half: part })
      : t('offers.every', { n: on.everyWeeks, weekday: weekday(on.weekday), half: part })
  }
  const where = ({ where: place }: Places): string => {
    if (place.type === 'district') return t('offers.district')
    return place.type === 'areas'
      ? t('offers.areas', { n: place.areaCodes.length })
      : t('offers.sites', { n: place.siteIds.length })
  }
  const kinds = (some: OfferPlan['kinds']): string =>
    some.map((one) => t(`kind.${one}`)).join(t('coming.and'))
  const limits = ({ sitesAWeek, visitsAWeek }: Pick<OfferPlan, 'sitesAWeek' | 'visitsAWeek'>): string =>
    [
      visitsAWeek === undefined ? '' : t('offers.visits-a-week', { n: visitsAWeek }),
      sitesAWeek === undefined ? '' : t('offers.sites-a-week', { n: sitesAWeek }),
    ]
      .filter(Boolean)
      .join(t('separator'))
  const valid = ({ on, validFrom, validTo }: Pick<OfferPlan, 'on' | 'validFrom' | 'validTo'>): string => {
    if (on.type === 'date') return ''
    return t(validTo ? 'templates.between' : 'templates.since', {
      from: formats.value.short(validFrom),
      to: validTo ? formats.value.short(validTo) : '',
    })
  }
  return { weekday, day, where, kinds, limits, valid }
}
