import type { DueThing } from '#functions/platform/due.ts'
import type { Act, Entry } from '#functions/platform/journal.ts'
import { instantOf } from '#shared/kernel/calendar.ts'
import type { Notice } from '#shared/patients/index.ts'
import {
  type CascadeLine,
  type CascadeStep,
  isPressing,
  parseSlotId,
  type Reoffer,
  reofferHolder,
  type Session,
} from '#shared/scheduling/index.ts'
import { minePath } from './appointment-notices.ts'
import type { StoredLine } from './cascade-repository.ts'
import type { Desk } from './desk.ts'
import type { StoredSlot } from './records.ts'
import type { Change } from './writing-repository.ts'

export const beginKind = 'cascade-begin'
export const lapseKind = 'reoffer-lapse'

/** Who changes a line: a person by a request, or the clock. */
export interface Acting {
  readonly now: number
  readonly by: CascadeStep['by']
  entry(act: Act): Entry
}

/** When the patients of a stopped session are looked after by themselves; its place follows from the session. */
export const beginOf = (
  { sessionId, cascadeAt = 0 }: Pick<Session, 'sessionId' | 'cascadeAt'>,
  offers: boolean,
): DueThing => ({ at: cascadeAt, kind: beginKind, id: sessionId, data: { offers } })

/** When a number that nobody has confirmed is kept no longer: by that number, so that the next one has a place of its own. */
export const lapseOf = ({ slotId }: Pick<CascadeLine, 'slotId'>, offer: Reoffer): DueThing => ({
  at: offer.until,
  kind: lapseKind,
  id: offer.slotId,
  data: { line: slotId },
})

const aboutPrefix = 'lost:'
/** What receipts come back with: the line. */
export const aboutOf = ({ slotId }: Pick<CascadeLine, 'slotId'>): string => `${aboutPrefix}${slotId}`
export const lineOfAbout = (about: string | undefined) =>
  about?.startsWith(aboutPrefix) ? parseSlotId(about.slice(aboutPrefix.length)) : undefined

export const pressing = ({ date, time }: Pick<CascadeLine, 'date' | 'time'>, now: number): boolean =>
  isPressing(instantOf(date, time.start), now)

const lostFacts = ({ siteName, practitionerName, date, time }: CascadeLine) => ({
  ...{ siteName, practitionerName, date, start: time.start, url: minePath },
})

const notice = (
  line: CascadeLine,
  template: Notice['template'],
  facts: Notice['facts'],
  now: number,
): Notice => ({
  noticeId: `${template}.${line.appointmentId}.${line.version}`.slice(0, 80),
  patientId: line.patientId,
  template,
  facts,
  about: aboutOf(line),
  ...(pressing(line, now) ? { urgent: true } : {}),
})

/** 已为您留好 9月19日 9:30，请在今天 18:00 前确认。 */
export const reofferNotice = (line: CascadeLine, offer: Reoffer, now: number): Notice => {
  const { siteName, practitionerName, date, time, until } = offer
  const was = { fromSiteName: line.siteName, fromDate: line.date, fromStart: line.time.start }
  const facts = { siteName, practitionerName, date, start: time.start, until, url: minePath, ...was }
  return notice(line, 'reoffer', facts, now)
}

/** There is nothing to offer: the clinic gets in touch. */
export const lostNotice = (line: CascadeLine, reason: string, now: number): Notice =>
  notice(line, reason === 'practice-ended' ? 'practice-ended' : 'clinic-stopped', lostFacts(line), now)

/** The number that was kept is free again, and no other is offered. */
export const lapsedNotice = (line: CascadeLine, { siteName, date, time }: Reoffer, now: number): Notice =>
  notice(line, 'reoffer-lapsed', { siteName, date, start: time.start, url: minePath }, now)

/** What an event of a line says: which one, the number it is about, and the number that is free again. */
export const lineAct = (
  act: string,
  line: CascadeLine,
  { slotId, freed, notices = [] }: { slotId?: string; freed?: string; notices?: readonly Notice[] } = {},
): Act => ({
  act,
  aggregateId: line.appointmentId,
  bodyId: line.siteId,
  patientIds: [line.patientId],
  data: {
    line: line.slotId,
    ...(slotId ? { slotId } : {}),
    ...(freed ? { freed } : {}),
    ...(notices.length > 0 ? { notices } : {}),
  },
})

/** The number that is kept for this line, where it still is. */
async function keptFor({ repository }: Desk, line: CascadeLine): Promise<StoredSlot | undefined> {
  const key = line.offer && parseSlotId(line.offer.slotId)
  const slot = key && (await repository.findSlot(key, { fresh: true }))
  return slot?.hold?.for === reofferHolder(line.slotId) ? slot : undefined
}

/** The parts by which a line gives up the number it was offered: it is kept no longer, nothing is due. */
export async function givingUp(desk: Desk, line: CascadeLine): Promise<{ parts: Change[]; freed?: string }> {
  const { offer } = line
  if (!offer || line.state !== 'offered') return { parts: [] }
  const slot = await keptFor(desk, line)
  const dropped = desk.due.drop(lapseOf(line, offer))
  if (!slot) return { parts: [dropped] }
  const { hold: _, ...free } = slot
  const freed = desk.repository.changed.slot({ ...free, version: slot.version + 1 })
  return { parts: [dropped, freed], freed: offer.slotId }
}

/** As its patient sees it: the card and the words of staff are for who looks after them. */
export const lineOf = ({ card: _, reached, ...line }: StoredLine): CascadeLine => ({
  ...line,
  ...(reached ? { reached: { how: reached.how, at: reached.at } } : {}),
})
