import { timingSafeEqual } from 'node:crypto'
import type { FieldCipher } from '#functions/platform/keys.ts'

const proofOf = (fields: FieldCipher, practitionerId: string): string =>
  fields.blind('calendar-feed', practitionerId)

/** The secret part of a feed's address: whoever has it may read the feed, as calendar programs do not sign in. */
export const feedOf = (fields: FieldCipher, practitionerId: string): string =>
  `${practitionerId}.${proofOf(fields, practitionerId)}`

/** Whose feed it is, or undefined where the proof is wrong; compared in constant time. */
export function practitionerOfFeed(fields: FieldCipher, feed: string): string | undefined {
  const mark = feed.lastIndexOf('.')
  if (mark < 1) return undefined
  const practitionerId = feed.slice(0, mark)
  const [given, right] = [Buffer.from(feed.slice(mark + 1)), Buffer.from(proofOf(fields, practitionerId))]
  return given.length === right.length && timingSafeEqual(given, right) ? practitionerId : undefined
}
