import { useI18n } from 'vue-i18n'
import { useFormats } from '#frontends/kit/index.ts'
import type { Alternative, Cascade, CascadeLine, ClinicalNeed } from '#shared/scheduling/index.ts'

type Stopped = Pick<Cascade, 'date' | 'halfDay' | 'practitionerName'>

/** `9月18日 周五 上午 陈思远`: what a stopped session is called. */
export function useStopTitle() {
  const { t } = useI18n()
  const formats = useFormats()
  return ({ date, halfDay, practitionerName }: Stopped): string =>
    t('stopped.title-one', {
      day: formats.value.day(date),
      half: t(`half-day.${halfDay}`),
      name: practitionerName,
    })
}

type Place = Pick<Alternative, 'date' | 'time' | 'siteName' | 'practitionerName'>

/** How the lines of a stopped session are said. */
export function useCascadeWords() {
  const { t } = useI18n()
  const formats = useFormats()

  /** `9月19日 周六 9:30 望京 陈思远` */
  const placeOf = ({ date, time, siteName, practitionerName }: Place): string =>
    [formats.value.moment(date, time.start), siteName, practitionerName].join(' ')

  /** Said only where it changes who comes first. */
  const needOf = ({ level, reason }: ClinicalNeed): string =>
    level === 'routine' ? '' : [t(`need.${level}`), reason ? t(`need-reason.${reason}`) : ''].join(' ').trim()

  /** What was sent, newest last: by which channel, to whom, and how far it came. */
  const toldOf = ({ told }: Pick<CascadeLine, 'told'>): string[] =>
    told.map(({ channel, to, state, at }) =>
      t('line.told', {
        channel: t(`line.channel.${channel}`),
        to: t(`line.to.${to}`),
        state: t(`line.delivery.${state}`),
        at: formats.value.instant(at),
      }),
    )

  return { placeOf, needOf, toldOf }
}
