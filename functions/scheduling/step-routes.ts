import { accept, refuse } from '#shared/kernel/decision.ts'
import { type AppointmentState, decideStep, parseSlotId, type Session } from '#shared/scheduling/index.ts'
import { type Desk, type SchedulingHandlers, untilSaved } from './desk.ts'
import { mayRun } from './policy.ts'
import type { Reading } from './reading-repository.ts'
import type { StoredSlot } from './records.ts'
import { slotOf } from './views.ts'
import type { Change } from './writing-repository.ts'

const acts = {
  'check-in': 'checked-in',
  call: 'called',
  finish: 'seen',
  miss: 'missed',
  undo: 'undone',
} as const

/** What a patient's own list says: where in the queue they are is not in it. */
const shownState = (state: StoredSlot['state']): AppointmentState =>
  state === 'seen' || state === 'missed' ? state : 'booked'

/** The guard follows where the step changes what the patient's list shows. */
async function guardParts(
  { repository }: Desk,
  session: Session,
  before: StoredSlot,
  after: StoredSlot,
  reading: Reading,
): Promise<Change[]> {
  const state = shownState(after.state)
  if (!after.held || state === shownState(before.state)) return []
  const guard = await repository.findGuard(after.held.patientId, session.date, session.halfDay, reading)
  if (guard?.appointmentId !== after.held.appointmentId) return []
  return [repository.changed.guard({ ...guard, state, version: guard.version + 1 })]
}

/** 签到 叫号 看完 爽约 撤销 */
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
        const decision = decideStep({ date: key.date, slot, last: slot.last }, { ...body, personId }, now)
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
