import type { RosterRequest } from '#shared/scheduling/index.ts'

/** The contract's limit, in bytes of the file. */
export const longest = 1_500_000
/** As many bytes at a time as a call can carry as arguments. */
const chunk = 0x8000

/** Bytes as base64: rosters come as UTF-8 or as GB 18030, and the server can tell. */
export function base64Of(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += chunk)
    text += String.fromCharCode(...bytes.subarray(at, at + chunk))
  return btoa(text)
}

/** A calendar by its name, or by how it begins. */
export const formatOf = (name: string, bytes: Uint8Array): RosterRequest['format'] =>
  /\.(ics|ical|icalendar)$/i.test(name) ||
  new TextDecoder().decode(bytes.subarray(0, 15)) === 'BEGIN:VCALENDAR'
    ? 'icalendar'
    : 'csv'
