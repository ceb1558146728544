import { isoDate } from '#shared/kernel/calendar.ts'

/** The parts of a session's id, which are its key: finding it needs no index. */
export interface SessionKey {
  readonly siteId: string
  readonly date: string
  readonly suffix: string
}
export interface SlotKey extends SessionKey {
  readonly number: number
}

const compact = (date: string): string => date.replaceAll('-', '')

/** `site-050.20260915.k3f8a` */
export const sessionIdOf = ({ siteId, date, suffix }: SessionKey): string =>
  `${siteId}.${compact(date)}.${suffix}`

/** `site-050.20260915.k3f8a.07` */
export const slotIdOf = (key: SlotKey): string => `${sessionIdOf(key)}.${String(key.number).padStart(2, '0')}`

/** Undefined where the text cannot be a session's id: nobody is told more than of an unknown one. */
export function parseSessionId(sessionId: string): SessionKey | undefined {
  const match = /^([^.]+)\.(\d{4})(\d{2})(\d{2})\.([0-9a-z]+)$/.exec(sessionId)
  if (!match) return undefined
  const [, siteId = '', year, month, day, suffix = ''] = match
  const date = `${year}-${month}-${day}`
  return isoDate.safeParse(date).success ? { siteId, date, suffix } : undefined
}

export function parseSlotId(slotId: string): SlotKey | undefined {
  const match = /^(.+)\.(\d{2,3})$/.exec(slotId)
  const session = match?.[1] ? parseSessionId(match[1]) : undefined
  return session && match?.[2] ? { ...session, number: Number(match[2]) } : undefined
}
