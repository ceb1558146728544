import { useI18n } from 'vue-i18n'
import { useFormats } from '#frontends/kit/index.ts'
import type { Visit } from '#shared/scheduling/index.ts'
import { useRooms } from '../room.ts'

/** What has become of an agreed visit since, each in a sentence; none where it stands as it was agreed. */
export function useBecame() {
  const { t } = useI18n()
  const formats = useFormats()
  const { roomName } = useRooms()

  return ({ became, plan }: Pick<Visit, 'became' | 'plan'>): string[] => {
    if (!became) return []
    const { moved, substitute, stopped, givenUp } = became
    const place = moved && {
      was: `${formats.value.day(plan.date)} ${formats.value.span(plan.time)}`,
      day: formats.value.day(moved.date),
      time: formats.value.span(moved.time),
      room: roomName(moved.room),
    }
    return [
      place && t(moved.date === plan.date ? 'became.changed' : 'became.moved', place),
      substitute && t('became.substitute', { name: substitute.practitionerName }),
      stopped &&
        t('became.stopped', {
          reason: t(`stop-reason.${stopped.reason}`),
          at: formats.value.instant(stopped.at),
        }),
      givenUp && t('became.given-up'),
    ].filter((words) => typeof words === 'string')
  }
}

/** Does it still take place, with whoever it was agreed with? */
export const stands = ({ became }: Pick<Visit, 'became'>): boolean =>
  !became?.stopped && !became?.givenUp && !became?.substitute
