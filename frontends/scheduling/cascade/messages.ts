import { computed, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useFormats } from '#frontends/kit/index.ts'
import { instantOf } from '#shared/kernel/calendar.ts'
import { isPressing, reofferUntil, type Session, type StopLine } from '#shared/scheduling/index.ts'
import type { StopPreview } from './queries.ts'

type Way = 'later' | 'now' | 'none'

/**
 * What patients would read: those with another number, and those without. The texts are those of the messages themselves
 * (a test holds them together), without the parts that a channel may leave out.
 */
export function useStopMessages(
  session: () => Session | undefined,
  preview: () => StopPreview | undefined,
  after: Readonly<Ref<Way>>,
) {
  const { t } = useI18n()
  const formats = useFormats()

  function kept({ alternative }: StopLine, from: Session, sentAt: number): string | undefined {
    if (!alternative) return undefined
    const until = reofferUntil(sentAt, alternative, isPressing(instantOf(from.date, from.time.start), sentAt))
    return until === undefined
      ? undefined
      : t('message.reoffer', {
          siteName: alternative.siteName,
          date: formats.value.day(alternative.date),
          start: formats.value.time(alternative.time.start),
          practitionerName: alternative.practitionerName,
          until: formats.value.instant(until),
        })
  }

  return computed(() => {
    const from = session()
    const shown = preview()
    if (!from || !shown) return []
    const sentAt = Date.now() + (after.value === 'now' ? 0 : shown.takeBackMinutes * 60_000)
    const lost = shown.lines.find(({ alternative }) => after.value === 'none' || !alternative)
    const offered = shown.lines.find(({ alternative }) => alternative)
    return [
      offered && after.value !== 'none' ? kept(offered, from, sentAt) : undefined,
      lost &&
        t('message.clinic-stopped', {
          siteName: from.siteName,
          date: formats.value.day(from.date),
          start: formats.value.time(lost.time.start),
        }),
    ].filter((text) => text !== undefined)
  })
}
