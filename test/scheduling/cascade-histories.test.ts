import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { outcomeOf } from '#shared/scheduling/index.ts'
import {
  answer,
  type Line,
  lineIn,
  openRelaying,
  readCascade,
  runJobs,
  stopAndBegin,
} from './cascade-support.ts'
import { book, cancel, freeIn, minutes, move, ok, openClinic, published, readSession } from './support.ts'

const api = '/api/scheduling'
const patients = ['p-1', 'p-2', 'p-3', 'p-4']

const act = fc.constantFrom(
  'accept',
  'decline',
  'cancel',
  'lapse',
  'call',
  'no-answer',
  'offer',
  'move',
  'leave',
  'relay',
)
const anyHistory = fc.array(fc.record({ who: fc.integer({ min: 0, max: 3 }), act, beside: fc.boolean() }), {
  minLength: 6,
  maxLength: 14,
})

interface Held {
  readonly slotId: string
  readonly appointmentId: string
}

/** Plays one history over a clinic of its own, some of its acts beside each other, and looks at everything in the end. */
async function play(history: readonly { who: number; act: string; beside: boolean }[]): Promise<void> {
  const clinic = await openClinic({ patients })
  const { staff, clock } = clinic
  const relay = openRelaying(clinic)
  const session = await published(staff)
  const numbers = freeIn(session)
  const held: Held[] = []
  for (const [index, patientId] of patients.entries())
    held.push(ok(await book(staff, numbers[index], patientId)))
  const later = await published(staff, {
    date: '2026-09-18',
    practitionerId: 'prac-002',
    room: '3 诊室',
    quotas: { public: 3, clinic: 1, referral: 0 },
  })
  await stopAndBegin(clinic, session.sessionId)

  const acts: Readonly<Record<string, (line: Line, own: Held) => Promise<unknown>>> = {
    accept: async (line) => answer(await clinic.as(line.patientId), line, 'accept'),
    decline: async (line) => answer(await clinic.as(line.patientId), line, 'decline'),
    cancel: async (line) => answer(await clinic.as(line.patientId), line, 'cancel'),
    async lapse({ offer }) {
      clock.now = Math.max(clock.now, (offer?.until ?? 0) + minutes)
      await runJobs(clinic)
    },
    call: ({ slotId, version }) => calling(slotId, { version, outcome: 'reached' }),
    'no-answer': ({ slotId, version }) => calling(slotId, { version, outcome: 'no-answer' }),
    offer: ({ slotId, version }) => staff.post(`${api}/cascade-lines/${slotId}/offer`, { version }),
    move: (_, own) => move(staff, own, freeIn(later).at(-1)),
    leave: async ({ patientId }, own) => cancel(await clinic.as(patientId), own),
    relay,
  }
  const calling = (slotId: string, body: object) => staff.post(`${api}/cascade-lines/${slotId}/calls`, body)
  const one = async (index: number, what: string): Promise<void> => {
    const line = await lineIn(staff, session.sessionId, patients[index] ?? '')
    await acts[what]?.(line, held[index] ?? { slotId: '', appointmentId: '' })
  }
  let beside: Promise<void>[] = []
  for (const next of history) {
    beside.push(one(next.who, next.act))
    if (next.beside) continue
    await Promise.all(beside)
    beside = []
  }
  await Promise.all(beside)
  await relay()
  await runJobs(clinic)

  const { cascade, lines } = await readCascade(staff, session.sessionId)
  const { slots } = await readSession(staff, later.sessionId)
  const kept = slots.filter(({ hold }) => hold && clock.now < hold.until)
  expect(lines).toHaveLength(patients.length)
  for (const line of lines) {
    const seats = slots.filter((slot) => slot.held?.appointmentId === line.appointmentId)
    const mine = kept.filter(({ hold }) => hold?.for === `reoffer:${line.slotId}`)
    const { appointments } = ok(
      await (await clinic.as(line.patientId)).get(`${api}/patients/${line.patientId}/appointments`),
    )
    const stands = appointments.filter(({ state }: { state: string }) => state !== 'cancelled')
    const outcome = outcomeOf(line)
    expect(seats.length).toBe(outcome === 'moved' ? 1 : 0)
    expect(stands.length).toBe(outcome === 'cancelled' ? 0 : 1)
    expect(mine.map(({ slotId }) => slotId)).toEqual(
      line.state === 'offered' && line.offer && clock.now < line.offer.until ? [line.offer.slotId] : [],
    )
  }
  const told = lines.filter((line) => outcomeOf(line) !== 'not-reached').length
  expect(cascade.counts.told).toBe(told)
  expect(cascade.state).toBe(told === lines.length ? 'all-reached' : 'running')
}

describe('any history of a stopped session', () => {
  it('leaves each patient with one outcome, one appointment at most and one number kept at most', async () => {
    await fc.assert(fc.asyncProperty(anyHistory, play), { numRuns: 15, interruptAfterTimeLimit: 50_000 })
  }, 90_000)
})
