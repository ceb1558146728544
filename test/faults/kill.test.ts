import { randomInt } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addDays, dateAt } from '#shared/kernel/calendar.ts'
import { type RunningSystem, type SystemChoice, startSystem } from '#test/support/system.ts'
import { type Asked, book, type Target, underLoad } from './load.ts'

/** How often something is killed; `KILLS=200 vitest run test/faults/kill` for the measure. */
const kills = Number(process.env['KILLS'] ?? 6)
const site = 'site-050'

let target: Target
let running: RunningSystem

interface Choices {
  readonly practitioners: readonly { readonly practitionerId: string }[]
  readonly departments: readonly { readonly departmentId: string; readonly accepted: boolean }[]
}

/** A published half-day far from the demo's own, released at once: 16 numbers of the clinic's. */
async function publishedSession(date: string, index: number): Promise<string[]> {
  const { call } = running
  const { practitioners, departments }: Choices = await call(
    'li-min',
    'GET',
    `/api/scheduling/sites/${site}/choices`,
  )
  const plan = {
    date,
    departmentId: departments.find(({ accepted }) => accepted)?.departmentId,
    practitionerId: practitioners[index % practitioners.length]?.practitionerId,
    time: { start: 480, end: 720 },
    room: '9',
    kind: 'general',
    slotMinutes: 15,
    quotas: { public: 0, clinic: 16, referral: 0 },
    release: { daysAhead: 90, at: 0 },
  }
  const draft = await call(
    'li-min',
    'POST',
    `/api/scheduling/sites/${site}/sessions`,
    plan,
    `kill-session-${date}`,
  )
  await call('li-min', 'POST', `/api/scheduling/sessions/${draft.sessionId}/publication`, {
    version: draft.version,
  })
  const { slots } = await call('li-min', 'GET', `/api/scheduling/sessions/${draft.sessionId}`)
  return slots.map(({ slotId }: { slotId: string }) => slotId)
}

async function patient(index: number): Promise<string> {
  const phone = `1990000${String(1000 + index).padStart(4, '0')}`
  const body = {
    siteId: site,
    name: `测试${'甲乙丙丁戊己庚辛'[index % 8]}`,
    sex: '1',
    birthDate: '1970-01-01',
    noIdReason: 'not-at-hand',
    phone,
  }
  const { patientId } = await running.call(
    'li-min',
    'POST',
    '/api/patients/records',
    body,
    `kill-patient-${index}`,
  )
  return patientId
}

beforeAll(async () => {
  running = await startSystem({ demo: 'small', asBuilt: true })
  const today = dateAt(Date.now())
  const slotIds: string[] = []
  for (let index = 0; index < 6; index++)
    slotIds.push(...(await publishedSession(addDays(today, 60 + index), index)))
  const patientIds: string[] = []
  for (let index = 0; index < 40; index++) patientIds.push(await patient(index))
  target = { system: running, slotIds, patientIds }
  await delay(2000)
}, 240_000)
afterAll(() => running?.remove())

const killed = { engine: 0, server: 0, starting: 0 }

async function killSomething(): Promise<void> {
  await delay(randomInt(50, 700))
  const which = randomInt(3) > 0 ? 'engine' : 'server'
  killed[which] += 1
  await running.kill(which)
  if (which === 'engine') return
  const again = { dataDir: running.dataDir, port: running.port, demo: 'small', asBuilt: true } as const
  if (randomInt(4) === 0) await killWhileStarting(again)
  running = await startSystem(again)
  target.system = running
}

/** The power goes again while it starts: anywhere between its first line and its last. */
async function killWhileStarting(again: SystemChoice): Promise<void> {
  const starting = await startSystem({ ...again, until: /127\.0\.0\.1/ })
  await delay(randomInt(1500))
  killed.starting += 1
  await starting.kill('server')
}

interface Held {
  readonly slotId: string
  readonly appointmentId: string
  readonly patientId: string
}

async function heldBySlots(): Promise<Held[]> {
  const sessions = new Set(target.slotIds.map((slotId) => slotId.split('.').slice(0, -1).join('.')))
  const all = await Promise.all(
    [...sessions].map((sessionId) => running.call('li-min', 'GET', `/api/scheduling/sessions/${sessionId}`)),
  )
  return all.flatMap(({ slots }) =>
    slots.flatMap((slot: { slotId: string; held?: { appointmentId: string; patientId: string } }) =>
      slot.held
        ? [{ slotId: slot.slotId, appointmentId: slot.held.appointmentId, patientId: slot.held.patientId }]
        : [],
    ),
  )
}

async function appointmentsOf(patientId: string): Promise<(Held & { state: string })[]> {
  const path = `/api/scheduling/patients/${patientId}/appointments`
  const found: (Held & { state: string })[] = []
  let after: string | undefined
  do {
    const page = await running.call(
      'li-min',
      'GET',
      after ? `${path}?after=${encodeURIComponent(after)}` : path,
    )
    found.push(...page.appointments)
    after = page.next
  } while (after)
  return found
}

async function heldByPatients(): Promise<Held[]> {
  const lists = await Promise.all(target.patientIds.map(appointmentsOf))
  const booked = lists.flat().filter(({ state }) => state === 'booked')
  return booked.map(({ slotId, appointmentId, patientId }) => ({ slotId, appointmentId, patientId }))
}

const inOrder = (all: readonly Held[]): Held[] => [...all].sort((a, b) => (a.slotId < b.slotId ? -1 : 1))

/** What was acknowledged and not cancelled must be there; what was cancelled must not. */
function lostOf(asked: readonly Asked[], held: readonly Held[]): Asked[] {
  const there = new Set(held.map(({ appointmentId }) => appointmentId))
  return asked.filter(({ appointmentId, cancelled }) => {
    if (!appointmentId || cancelled === 'asked') return false
    return there.has(appointmentId) === (cancelled === 'acknowledged')
  })
}

it(
  `keeps every acknowledged booking, whole, over ${kills} kills of server and engine under load`,
  async ({ annotate }) => {
    const load = underLoad(target, 6)
    for (let kill = 0; kill < kills; kill++) await killSomething()
    await delay(1500)
    await load.stop()

    for (const asked of load.asked) if (asked.unknown) await book(target, asked)
    expect(load.asked.filter(({ unknown }) => unknown)).toEqual([])

    const slots = inOrder(await heldBySlots())
    await annotate(JSON.stringify({ killed, asked: load.asked.length, held: slots.length }))
    expect(slots.length).toBeGreaterThan(0)
    expect(inOrder(await heldByPatients())).toEqual(slots)
    expect(lostOf(load.asked, slots)).toEqual([])
    const asked = new Set(load.asked.map(({ appointmentId }) => appointmentId))
    expect(slots.filter(({ appointmentId }) => !asked.has(appointmentId))).toEqual([])

    const verdict = await running.call('song-heng', 'GET', '/api/access/journal/verdict')
    expect(verdict).toEqual({ links: expect.any(Number), intact: true })
  },
  120_000 + kills * 20_000,
)
