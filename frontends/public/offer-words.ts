import type { Offer } from './clinic-days.ts'
import { estimateWalk } from './distance.ts'
import { useWords } from './words.ts'

/** Below this a distance from a sub-district's middle says nothing: its places are only roughly known. */
const hereKm = 0.8

/** An offer in words: what stands beside each picture. */
export function useOfferWords() {
  const words = useWords()
  const { t } = words

  function distance({ km }: Pick<Offer, 'km'>): string {
    if (km < hereKm) return t('offer.here')
    const minutes = estimateWalk(km)
    if (minutes) return t('offer.walk', { n: minutes })
    return t('offer.about', { km: km < 10 ? Number(km.toFixed(1)) : Math.round(km) })
  }

  const doctor = ({ session }: Offer): string =>
    `${session.practitionerName} ${words.title(session.practitionerTitle)}`

  function state({ phase, free, session }: Offer, now: number): string {
    if (phase === 'open') return t('day.left', { n: free.length })
    if (phase === 'later') return t('offer.later', { moment: words.instant(session.releaseAt, now) })
    return t(`offer.${phase}`)
  }

  const bookLabel = (offer: Offer): string =>
    t('offer.bookLong', {
      day: words.day(offer.session.date),
      half: words.half(offer.session.time),
      site: offer.site.name,
      name: offer.session.practitionerName,
    })

  /** The first three times that can be had. */
  const times = ({ free }: Offer): string =>
    t('offer.canHave', { times: words.list(free.slice(0, 3).map(({ start }) => words.time(start))) })

  return { words, distance, doctor, state, bookLabel, times }
}
