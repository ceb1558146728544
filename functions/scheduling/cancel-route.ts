import { accept, refuse } from '#shared/kernel/decision.ts'
import { decideLeaving, parseSlotId } from '#shared/scheduling/index.ts'
import { appointmentNotice } from './appointment-notices.ts'
import { actOf, findAppointment, later, leave } from './appointment-parts.ts'
import { type Handler, untilSaved } from './desk.ts'
import { bookerOf, mayTouch } from './policy.ts'
import { appointmentOf } from './views.ts'

/** Asked a second time it answers as the first time: whoever did not get the answer asks again. 6 WCU. */
export const cancelAppointment: Handler<'cancelAppointment'> = (desk) => async (request) => {
  const { params, body, now } = request
  const { appointmentId } = body
  const key = parseSlotId(params.slotId)
  if (!key) return refuse('appointment-unknown')
  return untilSaved(async (reading) => {
    const found = await findAppointment(desk, key, appointmentId, reading)
    if (!found || !mayTouch(request, 'cancel', found.guard)) return refuse('appointment-unknown')
    const { slot, guard } = found
    if (guard.state === 'cancelled') return accept(appointmentOf(guard))
    const by = bookerOf(request.actor, guard, guard.patientId)
    const decision = decideLeaving({ date: key.date, slot, appointmentId, by }, now, desk.settings)
    if (!decision.ok) return decision
    const cancelled = later(guard, { state: 'cancelled' })
    const notices = appointmentNotice('cancelled', guard)
    const data = { slotId: guard.slotId, reason: body.reason, notices }
    const entry = request.entry(actOf(request, 'appointment-cancelled', guard, { data }))
    const { changed, save } = desk.repository
    const written = await save([changed.slot(leave(slot)), changed.guard(cancelled)], entry)
    return written === 'saved' ? accept(appointmentOf(cancelled)) : undefined
  })
}
