import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { StoredSlot } from '#functions/scheduling/records.ts'
import { schedulingRepository } from '#functions/scheduling/repository.ts'
import type { StoredWait } from '#functions/scheduling/waiting-repository.ts'
import {
  candidatesFor,
  holdOf,
  isForWaiting,
  liveOffer,
  offerUntil,
  parseSessionId,
  type Session,
  type SessionWithCells,
  standsInTheWay,
  waitHolder,
} from '#shared/scheduling/index.ts'
import { entriesOf } from './journal-of.ts'
import { book, type Caller, type Clinic, cancel, minutes, openClinic, published } from './support.ts'
import { acceptOf, declineOf, doDue, join, leave, settling, waitsOf } from './waiting-support.ts'

const patients = ['p-1', 'p-2', 'p-3']
const levels = [
  { level: 'routine' },
  { level: 'soon', reason: 'overdue-visit' },
  { level: 'urgent', reason: 'discharged' },
]

/** What somebody may do next; who and which number are chosen anew at each step. */
const acts = [
  'book',
  'cancel',
  'hold',
  'release',
  'join',
  'leave',
  'accept',
  'decline',
  'wait',
  'due',
  'hear',
] as const
interface Step {
  readonly act: (typeof acts)[number]
  readonly who: number
  readonly number: number
  /** Minutes that pass, or how urgent it is. */
  readonly amount: number
}
const step: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom(...acts),
  who: fc.nat(patients.length - 1),
  number: fc.nat(2),
  amount: fc.nat(150),
})

async function open() {
  const clinic = await openClinic({ patients })
  const callers = await Promise.all(patients.map((patientId) => clinic.as(patientId)))
  const one = { quotas: { public: 2, clinic: 0, referral: 0 } }
  const sessions = [
    await published(clinic.staff, one),
    await published(clinic.staff, { quotas: { public: 1, clinic: 0, referral: 0 }, date: '2026-09-17' }),
  ]
  return { clinic, callers, sessions, settle: settling(clinic) }
}
type Opened = Awaited<ReturnType<typeof open>>

const numbersOf = (sessions: readonly SessionWithCells[]) => sessions.flatMap(({ cells }) => cells)

async function take({ clinic, callers, sessions, settle }: Opened, { act, who, number, amount }: Step) {
  const patientId = patients[who] ?? ''
  const by = callers[who] as Caller
  const slotId = numbersOf(sessions)[number]?.slotId ?? ''
  const waits = () => waitsOf(by, patientId)
  const offered = async () => (await waits()).find(({ state }) => state === 'offered')
  switch (act) {
    case 'book':
      return book(by, slotId, patientId)
    case 'cancel': {
      const { appointments } = (await by.get(`/api/scheduling/patients/${patientId}/appointments`)).body
      const booked = appointments.find(({ state }: { state: string }) => state === 'booked')
      return booked && cancel(clinic.staff, booked)
    }
    case 'hold':
      return by.post(`/api/scheduling/slots/${slotId}/hold`, { patientId })
    case 'release':
      return by.delete(`/api/scheduling/slots/${slotId}/hold`)
    case 'join':
      return join(clinic.staff, patientId, { need: levels[amount % 3] ?? {} })
    case 'leave': {
      const [wait] = await waits()
      return wait && leave(by, wait)
    }
    case 'accept': {
      const wait = await offered()
      return wait && acceptOf(by, wait)
    }
    case 'decline': {
      const wait = await offered()
      return wait && declineOf(by, wait)
    }
    case 'wait':
      clinic.clock.now += amount * minutes
      return undefined
    case 'due':
      return doDue(clinic)
    case 'hear':
      return settle()
  }
}

type Repository = ReturnType<typeof schedulingRepository>
interface Looked {
  readonly repository: Repository
  readonly now: number
  readonly session: Session
  readonly waits: readonly StoredWait[]
}

/** Kept for whom it is offered to, and for nobody else. */
function promiseOf({ now, waits }: Looked, slot: StoredSlot): string[] {
  const promised = waits.filter((wait) => liveOffer(wait, slot.slotId, now))
  const hold = holdOf(slot, now)
  const [wait] = promised
  return [
    ...(promised.length > 1 ? [`${slot.slotId} is offered twice`] : []),
    ...(wait && hold?.for !== waitHolder(wait.waitId) ? [`${slot.slotId} is offered and not kept`] : []),
    ...(hold && isForWaiting(hold) && !wait ? [`${slot.slotId} is kept for nobody`] : []),
  ]
}

/** Who waits for it and could take it, while it lies idle. */
async function idleFor({ repository, now, session, waits }: Looked, slot: StoredSlot): Promise<string[]> {
  const { date } = session
  if (offerUntil(now, { date, start: slot.time.start }) === undefined) return []
  const wrong: string[] = []
  for (const { patientId, ...wait } of candidatesFor(waits, slot, session, now)) {
    const appointments = await repository.listDay(patientId, date, { fresh: true })
    const own = waits.filter((one) => one.patientId === patientId && one.state === 'offered')
    const facts = { appointments, offers: own.flatMap(({ offer }) => offer ?? []), missed: [] }
    if (!standsInTheWay(facts, wait, { date, time: slot.time }, now))
      wrong.push(`${slot.slotId} is free while ${patientId} waits`)
  }
  return wrong
}

/** Nothing was promised twice, and nothing that somebody waits for lies idle. */
async function judge({ clinic, sessions }: Opened): Promise<string[]> {
  const repository = schedulingRepository(clinic.platform)
  const { now } = clinic.clock
  const waits = (await Promise.all(patients.map((patientId) => repository.listWaitsOf(patientId)))).flat()
  const wrong: string[] = []
  for (const { sessionId } of sessions) {
    const key = parseSessionId(sessionId)
    const session = key && (await repository.findSession(key))
    if (!session) continue
    const looked = { repository, now, session, waits }
    for (const slot of await repository.listSlots(key))
      wrong.push(...promiseOf(looked, slot), ...(await idleFor(looked, slot)))
  }
  return wrong
}

/** Each appointment-booked takes a number that nobody has: told by the journal. */
async function bookedTwice(clinic: Clinic): Promise<string[]> {
  const held = new Map<string, string>()
  const wrong: string[] = []
  for (const { act, data, aggregateId } of await entriesOf(clinic.platform.table)) {
    const { slotId } = data ? JSON.parse(data) : {}
    if (act === 'appointment-booked' && held.has(slotId)) wrong.push(`${slotId} has two appointments`)
    if (act === 'appointment-booked') held.set(slotId, aggregateId)
    if (act === 'appointment-cancelled') held.delete(slotId)
  }
  return wrong
}

it('whatever happens in whatever order: no number is promised twice or taken twice, and none is free while somebody waits who could take it', async () => {
  const histories = Number(process.env['HISTORIES'] ?? 25)
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
      const opened = await open()
      for (const one of steps) {
        const answer = await take(opened, one)
        if (answer && 'status' in answer) expect(answer.status).toBeLessThan(500)
      }
      await opened.settle()
      await doDue(opened.clinic)
      await opened.settle()
      expect(await judge(opened)).toEqual([])
      expect(await bookedTwice(opened.clinic)).toEqual([])
    }),
    { numRuns: histories, endOnFailure: true },
  )
}, 600_000)
