import type { MirrorLine } from '../../faults/model/things.ts'
import type { Person } from './stage.ts'
import { api, type Clinic, minuteMs, type Town } from './town.ts'

/** The psychiatrist is ill: the patients are offered other numbers, and answer; the desk calls the others. */
export async function stopClinic(town: Town, { session: { sessionId, siteId } }: Clinic): Promise<void> {
  const { stage, agenda, staff, tally } = town
  const desk = staff.get(siteId)
  const standing = [...stage.mirror.sessions.values()].find((one) => one.sessionId === sessionId)
  if (!desk || standing?.state !== 'published') return
  const body = { version: standing.version, reason: 'practitioner-ill', cascade: 'now' }
  await tally.asked('stop', () => desk.scheduling.send('POST', `${api}/sessions/${sessionId}/stop`, body))
  for (let turn = 1; turn <= 4; turn++)
    agenda.at(stage.clock.now + turn * 90 * minuteMs, async () => {
      const lines = [...stage.mirror.lines.values()].filter((one) => one.sessionId === sessionId)
      for (const line of lines) await lookAfter(town, desk, line)
    })
}

async function lookAfter({ patients, roll, tally }: Town, desk: Person, line: MirrorLine): Promise<void> {
  const { patientId, slotId, version, offer, state } = line
  const patient = patients.find((one) => one.patientId === patientId)
  const dice = roll()
  if (state === 'offered' && patient && dice < 0.6) {
    const body = { as: dice < 0.45 ? 'accept' : 'decline', toSlotId: offer?.slotId }
    const path = `${api}/patients/${patientId}/reoffers/${slotId}/answer`
    await tally.asked('answer a reoffer', () => patient.person.scheduling.send('POST', path, body))
  }
  if (state === 'to-call') {
    const path = `${api}/cascade-lines/${slotId}/calls`
    const note = { version, outcome: 'reached' }
    await tally.asked('telephone', () => desk.scheduling.send('POST', path, note))
  }
}
