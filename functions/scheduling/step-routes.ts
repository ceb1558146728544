import { minuteAt } from '#shared/kernel/calendar.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import {
  type AppointmentState,
  decideStep,
  halfDayOf,
  missesSince,
  parseSessionId,
  parseSlotId,
  type Session,
  type StepCommand,
  turnBehind,
  turnOfLate,
} from '#shared/scheduling/index.ts'
import { type Desk, type SchedulingHandlers, untilSaved } from './desk.ts'
import { mayRun } from './policy.ts'
import type { Reading } from './reading-repository.ts'
import type { Guard, StoredSlot } from './records.ts'
import { slotOf } from './views.ts'
import type { Change } from './writing-repository.ts'

const acts = {
  'check-in': 'checked-in',
  call: 'called',
  skip: 'skipped',
  finish: 'seen',
  miss: 'missed',
  undo: 'undone',
} as const

/** What a patient's own list says: where in the queue they are is not in it. */
const shownState = (state: StoredSlot['state']): AppointmentState =>
  state === 'seen' || state === 'missed' ? state : 'booked'

/** The guard follows where the step changes what the patient's list shows, and the misses where it is a no-show. */
async function guardParts(
  desk: Desk,
  session: Session,
  before: StoredSlot,
  after: StoredSlot,
  reading: Reading,
): Promise<Change[]> {
  const { repository } = desk
  const state = shownState(after.state)
  if (!after.held || state === shownState(before.state)) return []
  const guard = await repository.findGuard(after.held.patientId, session.date, halfDayOf(after.time), reading)
  if (guard?.appointmentId !== after.held.appointmentId) return []
  const shown = repository.changed.guard({ ...guard, state, version: guard.version + 1 })
  const counts = (at: StoredSlot): boolean => at.state === 'missed'
  return counts(before) === counts(after) ? [shown] : [shown, await missesPart(desk, guard, counts(after))]
}

/** 爽约 is counted, and not any more once it is taken back or the person has come after all. */
async function missesPart({ repository, settings }: Desk, guard: Guard, missed: boolean): Promise<Change> {
  const { patientId, appointmentId, date } = guard
  const before = await repository.readMisses(patientId)
  const since = missesSince(date, settings)
  const others = before.missed.filter((one) => one.appointmentId !== appointmentId && one.date >= since)
  return repository.changed.misses({
    patientId,
    version: before.version + 1,
    missed: missed ? [...others, { appointmentId, date }] : others,
  })
}

/** Who comes late or is skipped lets others go first: that alone needs the session's other numbers, 2 RCU of 40. */
async function turnFor(
  { repository, settings }: Desk,
  { sessionId }: Session,
  slot: StoredSlot,
  command: StepCommand,
  now: number,
): Promise<number | undefined> {
  const late = command === 'check-in' && minuteAt(now) - slot.time.start > settings.lateMinutes
  const key = parseSessionId(sessionId)
  if (!key || (command !== 'skip' && !late)) return undefined
  const slots = await repository.listSlots(key, { fresh: true })
  return late ? turnOfLate(slots, slot, now, settings) : turnBehind(slots, slot, settings.skipPlaces)
}

/** 签到 叫号 过号 看完 爽约 撤销 */
export const stepRoutes = (desk: Desk) =>
  ({
    async takeStep(request) {
      const { params, body, now } = request
      const key = parseSlotId(params.slotId)
      if (!key) return refuse('appointment-unknown')
      const personId = request.actor?.personId ?? ''
      return untilSaved(async (reading) => {
        const { repository } = desk
        const [slot, session] = await Promise.all([
          repository.findSlot(key, reading),
          repository.findSession(key, reading),
        ])
        if (!slot || !session || !mayRun(request, session)) return refuse('appointment-unknown')
        request.require(
          body.command,
          'Appointment',
          { siteId: session.siteId, practitionerId: session.practitionerId },
          'forbidden',
        )
        const turn = await turnFor(desk, session, slot, body.command, now)
        const decision = decideStep(
          { date: key.date, slot, last: slot.last, turn },
          { ...body, personId },
          now,
        )
        if (!decision.ok) return decision
        if (decision.value.repeated) return accept(slotOf(slot))
        const { state, held } = decision.value
        const after: StoredSlot = {
          ...slot,
          state,
          held,
          version: slot.version + 1,
          last: { by: personId, command: body.command },
        }
        const guard = await guardParts(desk, session, slot, after, reading)
        const entry = request.entry({
          act: acts[body.command],
          aggregateId: held.appointmentId,
          bodyId: session.siteId,
          patientIds: [held.patientId],
          data: { slotId: slot.slotId },
        })
        const written = await repository.save([repository.changed.slot(after), ...guard], entry)
        return written === 'saved' ? accept(slotOf(after)) : undefined
      })
    },
  }) satisfies Pick<SchedulingHandlers, 'takeStep'>
