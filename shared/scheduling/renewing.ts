import { instantOf } from '#shared/kernel/calendar.ts'
import type { Session, Slot } from './model.ts'
import { defaultSettings, type Settings } from './settings.ts'

/** What an offer, made to who waits or to whom a session was lost, says of its number. */
export type OfferedNumber = Pick<Slot, 'time'> & Pick<Session, 'room' | 'practitionerName'>

/**
 * What an offer that is out says after its session was moved in its half-day, or came into other hands.
 * @returns undefined where it stands as it is; `over` where its deadline would leave no time to come.
 */
export function renewedNumber(
  offer: OfferedNumber & { readonly until: number },
  { date, room, practitionerName }: Pick<Session, 'date' | 'room' | 'practitionerName'>,
  { time }: Pick<Slot, 'time'>,
  { waitOfferLeadMinutes }: Settings = defaultSettings,
): OfferedNumber | 'over' | undefined {
  const last = instantOf(date, time.start) - waitOfferLeadMinutes * 60_000
  if (offer.until > last) return 'over'
  const same =
    offer.time.start === time.start &&
    offer.time.end === time.end &&
    offer.room === room &&
    offer.practitionerName === practitionerName
  return same ? undefined : { time, room, practitionerName }
}
