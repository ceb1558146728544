/**
 * 预约码: six digits that stand for the appointment at the desk. FNV-1a over the id, then mixed (MurmurHash3's
 * finaliser): it hides nothing, it only has to be short, steady and well spread.
 */
export function recognitionCode(appointmentId: string): string {
  let hash = 0x811c9dc5
  for (const character of appointmentId) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return String(((hash ^ (hash >>> 16)) >>> 0) % 1_000_000).padStart(6, '0')
}
