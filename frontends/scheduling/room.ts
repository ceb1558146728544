import { useI18n } from 'vue-i18n'
import { isNumbered } from '#shared/scheduling/index.ts'

/** `2` is said as 2 诊室; a room that has a name of its own keeps it. */
export function useRooms() {
  const { t } = useI18n()
  return { roomName: (room: string): string => (isNumbered(room) ? t('room', { room }) : room) }
}
