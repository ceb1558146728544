import { mkdirSync, writeFileSync } from 'node:fs'
import { estimateTravel } from '#shared/alliance/index.ts'
import { addDays, instantOf } from '#shared/kernel/calendar.ts'
import { ok } from '#test/scheduling/support.ts'
import { offerPlan } from '#test/scheduling/visits-support.ts'
import { dice } from '../faults/fault-injection.ts'
import { idNumberFor } from '../patients/support.ts'
import { openAgenda } from './week/agenda.ts'
import {
  type District,
  type Doctor,
  districtOf,
  factsOfDoctor,
  factsOfSite,
  type Place,
} from './week/district.ts'
import {
  atTheDesk,
  type Clinic,
  clinicDay,
  type Patient,
  refresh,
  seek,
  stopClinic,
  type Town,
  walkIn,
} from './week/people.ts'
import { openStage, type Person, type Stage } from './week/stage.ts'

/**
 * `npm run simulate`: a week of the whole district on a simulated clock: numbers that are released at eight, people who
 * book, move, cancel, walk in, wait and do not come, psychiatrists who fall ill. `npm run simulate -- 0.1` for a tenth.
 * Prints its figures and writes `.build/week.json`.
 */
const share = Number(process.argv[2] ?? 1)
const size = {
  sites: Math.max(4, Math.round(60 * share)),
  doctors: Math.max(6, Math.round(89 * share)),
  patients: Math.round(5000 * share),
  seekers: Math.round(5600 * share),
  atDesk: Math.round(1200 * share),
  walkIns: Math.round(350 * share),
  stops: Math.max(2, Math.round(9 * share)),
}
const saturday = '2026-09-12'
const monday = '2026-09-14'
const workdays = [0, 1, 2, 3, 4].map((day) => addDays(monday, day))
const roll = dice(20260914)
const began = performance.now()
const say = (what: string) =>
  console.log(`${((performance.now() - began) / 1000).toFixed(0).padStart(5)} s  ${what}`)

const answers = new Map<string, number>()
const tally = { answers, count: (what: string) => void answers.set(what, (answers.get(what) ?? 0) + 1) }

async function tellDistrict(stage: Stage, district: District): Promise<void> {
  for (const site of district.sites) {
    const department = { departmentId: `dep-${site.siteId}`, departmentName: '精神科', departmentVersion: 1 }
    await stage.tell('alliance/department-accepted', { ...factsOfSite(site), ...department })
  }
  for (const site of district.hospitals) await stage.tell('alliance/site-added', factsOfSite(site))
  for (const doctor of district.doctors)
    await stage.tell('practitioners/practitioner-registered', factsOfDoctor(doctor))
}

const halves = { morning: { start: 510, end: 690 }, afternoon: { start: 810, end: 990 } } as const
const clinicPlan = (date: string, half: keyof typeof halves, room: string) => ({
  room,
  ...{ date, time: halves[half], kind: 'general' as const, slotMinutes: 10 },
  quotas: { public: 10, clinic: 3, referral: 1, protected: 1, followUp: 1 },
  release: { daysAhead: 2, at: 480 },
})

const allHalves = workdays.flatMap((date) =>
  (['morning', 'afternoon'] as const).map((half) => ({ date, half })),
)
type HalfDay = (typeof allHalves)[number]

async function haveDuty(
  { practitionerId, hospital }: Doctor,
  by: Person,
  { date, half }: HalfDay,
): Promise<void> {
  const body = { kind: 'hospital-duty', date, time: halves[half], placeId: hospital.siteId }
  const path = `/api/scheduling/practitioners/${practitionerId}/commitments`
  tally.count(`duty: ${(await by.scheduling.post(path, body)).status}`)
}

async function offerAndAgree(
  doctor: Doctor,
  by: Person,
  on: HalfDay,
  clinic: { site: Place; desk: Person; room: string },
) {
  const { practitionerId } = doctor
  const { date, half } = on
  const time = half === 'morning' ? { start: 480, end: 720 } : { start: 780, end: 1020 }
  const offer = offerPlan({ on: { type: 'date', date }, half, time, kinds: ['general'] })
  ok(await by.scheduling.post(`/api/scheduling/practitioners/${practitionerId}/offers`, offer))
  const path = `/api/scheduling/sites/${clinic.site.siteId}/visits`
  const body = { practitionerId, plan: clinicPlan(date, half, clinic.room) }
  const visit = await clinic.desk.scheduling.post(path, body)
  tally.count(`visit: ${visit.status === 201 ? 'agreed' : visit.body.type}`)
  return visit.status === 201 ? String(visit.body.sessionId) : undefined
}

/** Each psychiatrist has duty on some half-days and offers others; clinics take them, near ones first. */
async function planWeek(
  stage: Stage,
  district: District,
  staff: ReadonlyMap<string, Person>,
): Promise<Clinic[]> {
  const agreed: string[] = []
  for (const [index, doctor] of district.doctors.entries()) {
    const { practitionerId, sites } = doctor
    const by = await stage.signIn(practitionerId, { role: 'practitioner', practitionerId })
    for (const [turn, on] of allHalves.entries()) {
      const site = sites[(turn + index) % sites.length]
      const desk = site && staff.get(site.siteId)
      if ((turn + index) % 3 === 0) await haveDuty(doctor, by, on)
      else if (site && desk && (turn + index) % 10 <= 6)
        agreed.push((await offerAndAgree(doctor, by, on, { site, desk, room: `${index + 1} 诊室` })) ?? '')
    }
  }
  await stage.relay()
  const sessions = [...stage.mirror.sessions.values()].filter(({ sessionId }) => agreed.includes(sessionId))
  return sessions.map((session) => ({ session: { ...session, cells: [] }, shown: [] }))
}

async function register(
  stage: Stage,
  district: District,
  staff: ReadonlyMap<string, Person>,
): Promise<Patient[]> {
  const patients: Patient[] = []
  const one = async (index: number): Promise<void> => {
    const siteId = district.sites[index % district.sites.length]?.siteId ?? ''
    const sex = index % 2 ? '1' : '2'
    const birthDate = addDays('1950-01-01', Math.floor(index / 450) * 41 + (index % 450))
    const body = {
      ...{ siteId, sex, birthDate, needs: [] },
      name: `测试${String.fromCodePoint(0x4e00 + (index % 5000))}${String.fromCodePoint(0x5000 + Math.floor(index / 5000))}`,
      idNumber: idNumberFor(birthDate, sex, 1 + (index % 450)),
      phone: `138${String(10_000_000 + index)}`,
    }
    const answer = await staff.get(siteId)?.patients.post('/api/patients/records', body)
    if (answer?.status !== 201) return tally.count(`register: ${answer?.body?.type}`)
    const { patientId } = answer.body
    patients.push({
      patientId,
      siteId,
      person: await stage.signIn(patientId, { role: 'patient', patientId }),
    })
  }
  for (let at = 0; at < size.patients; at += 24) {
    await Promise.all(Array.from({ length: Math.min(24, size.patients - at) }, (_, more) => one(at + more)))
    await stage.relay()
  }
  return patients
}

type Coming = (patient: Patient, clinic: Clinic) => void

/** So many patients, each with a clinic: mostly one at their own site, the first of a list more than the last. */
function each({ clinics, patients }: Town, count: number, coming: Coming): void {
  for (let index = 0; index < count; index++) {
    const patient = patients[Math.floor(roll() * patients.length)]
    const own = clinics.filter(({ session }) => session.siteId === patient?.siteId)
    const list = own.length > 0 && roll() < 0.85 ? own : clinics
    const clinic = list[Math.floor(roll() ** 1.5 * list.length)]
    if (patient && clinic) coming(patient, clinic)
  }
}

/** Most come at eight, when numbers are released, within minutes; the others through the days that follow. */
function arrivals(town: Town): void {
  const { agenda, clinics } = town
  each(town, size.seekers, (patient, clinic) => {
    const { releaseAt, date, time } = clinic.session
    const later = releaseAt + roll() * (instantOf(date, time.start) - releaseAt - 3_600_000)
    const at = roll() < 0.65 ? releaseAt + 1000 + roll() ** 3 * 600_000 : later
    agenda.at(at, () => seek(town, patient, clinic))
  })
  each(town, size.atDesk, (patient, clinic) => {
    const day = addDays(clinic.session.date, -1)
    agenda.at(instantOf(day, 500 + roll() * 480), () => atTheDesk(town, patient, clinic))
  })
  each(town, size.walkIns, (patient, clinic) => {
    const { date, time } = clinic.session
    agenda.at(instantOf(date, Math.floor(time.start + roll() * 90)), () => walkIn(town, patient, clinic))
  })
  each(town, size.stops, (_, clinic) => {
    const { date, time } = clinic.session
    agenda.at(instantOf(date, time.start) - (2 + 20 * roll()) * 3_600_000, () => stopClinic(town, clinic))
  })
  for (const clinic of clinics) {
    clinicDay(town, clinic)
    for (let hours = 0; hours < 48; hours += 3)
      agenda.at(clinic.session.releaseAt + hours * 3_600_000, async () => refresh(town, clinic))
  }
}

/** Minutes that psychiatrists are on the road between two places of one day. */
function onTheRoad({ mirror }: Stage, { sites, hospitals }: District): number {
  const places = new Map<string, Place>([...sites, ...hospitals].map((one) => [one.siteId, one]))
  return [...mirror.days.values()].reduce((sum, { commitments }) => {
    const stops = commitments.flatMap(({ placeId }) => places.get(placeId ?? '') ?? [])
    return (
      sum + stops.slice(1).reduce((road, stop, index) => road + estimateTravel(stops[index] ?? stop, stop), 0)
    )
  }, 0)
}

/** Numbers that two appointments say are theirs, and half-days in which a patient has two. */
function doubleBookings({ mirror }: Stage): number {
  const standing = [...mirror.guards.values()].filter(({ state }) => state !== 'cancelled')
  const held = [...mirror.slots.values()].filter(({ appointmentId }) => appointmentId)
  const lost = standing.filter(
    ({ slotId, appointmentId }) =>
      !held.some((one) => one.slotId === slotId && one.appointmentId === appointmentId),
  )
  return lost.length + (standing.length - new Set(standing.map(({ slotId }) => slotId)).size)
}

const stage = await openStage(instantOf(saturday, 420))
const district = districtOf(size.sites, size.doctors)
say(`${district.sites.length} sites, ${district.doctors.length} psychiatrists, ${size.patients} patients`)
await tellDistrict(stage, district)
const staff = new Map<string, Person>()
for (const { siteId } of district.sites)
  staff.set(siteId, await stage.signIn(`staff-${siteId}`, { role: 'clinic-staff', siteId }))
const clinics = await planWeek(stage, district, staff)
say(`${clinics.length} half-days agreed`)
const patients = await register(stage, district, staff)
say(`${patients.length} patients registered`)
const before = stage.units.begin()
const agenda = openAgenda(stage.clock)
const town: Town = { stage, agenda, roll, staff, patients, clinics, tally }
arrivals(town)

let shown = ''
await agenda.run(instantOf(addDays(monday, 4), 1260), 300, stage.relay, async () => {
  await stage.doDue()
  await stage.relay()
  const day = new Date(stage.clock.now + 8 * 3_600_000).toISOString().slice(0, 10)
  if (day !== shown) say(`${day}  ${stage.acts.get('appointment-booked') ?? 0} appointments`)
  shown = day
})

const { total } = stage.units
const act = (name: string) => stage.acts.get(name) ?? 0
const taken = answers.get('take an offer: ok') ?? 0
const figures = {
  sites: district.sites.length,
  psychiatrists: district.doctors.length,
  patients: patients.length,
  halfDays: clinics.length,
  appointments: act('appointment-booked'),
  doubleBookings: doubleBookings(stage),
  cancelled: act('appointment-cancelled'),
  moved: act('appointment-moved'),
  walkIns: answers.get('walk in: ok') ?? 0,
  missed: answers.get('miss: ok') ?? 0,
  stops: act('session-stopped'),
  patientsOfStops: stage.mirror.lines.size,
  waited: act('wait-joined'),
  offersMade: act('number-offered'),
  offersTaken: taken,
  waitlistFillShare: Math.round((100 * taken) / Math.max(1, act('number-offered'))) / 100,
  orderViolations: stage.orderViolations.length,
  travelMinutes: onTheRoad(stage, district),
  writeUnits: Math.round(total.writeUnits - before.writeUnits),
  readUnits: Math.round(total.readUnits - before.readUnits),
  calls: total.calls - before.calls,
  hottestPartition: stage.units.hottest(),
  deliveriesTriedAgain: stage.failures(),
  seconds: Math.round((performance.now() - began) / 1000),
}
console.table(
  Object.entries(figures).map(([figure, value]) => ({
    figure,
    value: typeof value === 'object' ? `${value.units} (${value.partition})` : value,
  })),
)
console.table([...answers].sort().map(([answer, count]) => ({ answer, count })))
console.table([...stage.messages].sort().map(([message, count]) => ({ message, count })))
mkdirSync('.build', { recursive: true })
writeFileSync(
  '.build/week.json',
  `${JSON.stringify({ figures, answers: Object.fromEntries(answers), messages: Object.fromEntries(stage.messages) }, null, 2)}\n`,
)
await stage.engine.close()
process.exit(figures.doubleBookings + figures.orderViolations > 0 ? 1 : 0)
