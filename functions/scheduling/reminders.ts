import * as z from 'zod'
import type { DueThing } from '#functions/platform/due.ts'
import type { Consumers, Delivered } from '#functions/platform/events.ts'
import { entryByClock, type Jobs } from '#functions/platform/jobs.ts'
import { writeTogether } from '#functions/platform/table.ts'
import { addDays, instantOf, isoDate } from '#shared/kernel/calendar.ts'
import type { CarriedNotice } from '#shared/patients/index.ts'
import { recognitionCode, type Session, type Settings, sessionStates } from '#shared/scheduling/index.ts'
import { minePath, placeFacts } from './appointment-notices.ts'
import type { Desk } from './desk.ts'
import type { StoredSlot } from './records.ts'
import { loadSession } from './session-loading.ts'

type When = Pick<Settings, 'remindDaysBefore' | 'remindMinute'>

/** When the patients of a day are reminded, in milliseconds. */
export const remindedAt = (date: string, { remindDaysBefore, remindMinute }: When): number =>
  instantOf(addDays(date, -remindDaysBefore), remindMinute)

const kind = 'session-remind'
const published = z.object({ sessionId: z.string(), date: isoDate, state: z.enum(sessionStates) })

/**
 * One due thing for each session, not one for each appointment: a booking writes nothing more, and who cancels or moves
 * is not on the list any more when the time comes. Planned twice it stands there once.
 */
async function plan(desk: Desk, { data, at }: Delivered): Promise<void> {
  const facts = published.safeParse(data)
  if (!facts.success || facts.data.state !== 'published') return
  const { sessionId, date } = facts.data
  const due = remindedAt(date, desk.settings)
  if (due <= at) return
  await writeTogether(desk.platform.table, [desk.due.plan({ at: due, kind, id: sessionId })])
}

const reminderOf = (session: Session, { held, time, number }: StoredSlot): CarriedNotice[] =>
  held
    ? [
        {
          noticeId: `reminder.${held.appointmentId}.${session.date}`,
          patientId: held.patientId,
          template: 'reminder',
          facts: {
            ...placeFacts({ ...session, time, number }),
            code: recognitionCode(held.appointmentId),
            url: minePath,
          },
          about: held.appointmentId,
        },
      ]
    : []

const hourMs = 3_600_000

/** Whoever still holds a number tomorrow, and did not book it just now. */
const toRemind = (
  slots: readonly StoredSlot[],
  at: number,
  { remindNotWithinHours }: Settings,
): StoredSlot[] =>
  slots.filter(
    ({ state, held }) => state === 'booked' && held && held.bookedAt <= at - remindNotWithinHours * hourMs,
  )

/** Everybody of a session hears of it in one act. A session that stopped, or is on another day by now, reminds nobody. */
const remind =
  (desk: Desk) =>
  async (thing: DueThing, now: number): Promise<void> => {
    const loaded = await loadSession(desk, thing.id)
    const { repository, due, platform, settings } = desk
    const stands =
      loaded?.session.state === 'published' && remindedAt(loaded.session.date, settings) === thing.at
    const slots = loaded && stands ? toRemind(loaded.slots, thing.at, settings) : []
    if (!loaded || slots.length === 0) return void (await writeTogether(platform.table, [due.drop(thing)]))
    const { session } = loaded
    const notices = slots.flatMap((slot) => reminderOf(session, slot))
    const entry = entryByClock('scheduling', thing, now, {
      act: 'patients-reminded',
      aggregateId: session.sessionId,
      bodyId: session.siteId,
      patientIds: notices.flatMap(({ patientId }) => patientId ?? []),
      data: { sessionId: session.sessionId, notices },
    })
    await repository.save([due.finish(thing)], entry)
  }

export const reminderConsumers = (desk: Desk): Consumers => {
  const hear = (event: Delivered) => plan(desk, event)
  return {
    'scheduling/session-published': hear,
    'scheduling/session-resumed': hear,
    'scheduling/session-moved': hear,
  }
}

/** 18:00 of the day before, and only then: at most 2 WCU for a session and 1 for every four who are reminded. */
export const reminderJobs = (desk: Desk): Jobs => ({ [kind]: remind(desk) })
