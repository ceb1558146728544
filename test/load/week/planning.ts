import { ok } from '#test/scheduling/support.ts'
import { offerPlan } from '#test/scheduling/visits-support.ts'
import { type District, type Doctor, factsOfDoctor, factsOfSite, type Place } from './district.ts'
import { workdays } from './size.ts'
import type { Person, Stage } from './stage.ts'
import type { Tally } from './tally.ts'
import { api, type Clinic } from './town.ts'

/** What scheduling hears of its neighbours: sites with an accepted department, hospitals, psychiatrists. */
export async function tellDistrict(stage: Stage, { sites, hospitals, doctors }: District): Promise<void> {
  for (const site of sites) {
    const department = { departmentId: `dep-${site.siteId}`, departmentName: '精神科', departmentVersion: 1 }
    await stage.tell('alliance/department-accepted', { ...factsOfSite(site), ...department })
  }
  for (const site of hospitals) await stage.tell('alliance/site-added', factsOfSite(site))
  for (const doctor of doctors)
    await stage.tell('practitioners/practitioner-registered', factsOfDoctor(doctor))
}

const halves = {
  morning: { offered: { start: 480, end: 720 }, time: { start: 510, end: 690 } },
  afternoon: { offered: { start: 780, end: 1020 }, time: { start: 810, end: 990 } },
} as const
type HalfDay = { readonly date: string; readonly half: keyof typeof halves }

const allHalves = workdays.flatMap((date) =>
  (['morning', 'afternoon'] as const).map((half): HalfDay => ({ date, half })),
)

/** Eighteen numbers of ten minutes, open two days before at eight. */
const clinicPlan = ({ date, half }: HalfDay, room: string) => ({
  ...{ date, room, time: halves[half].time, kind: 'general' as const, slotMinutes: 10 },
  quotas: { public: 11, clinic: 4, referral: 1, protected: 1, followUp: 1 },
  release: { daysAhead: 2, at: 480 },
})

interface Planner {
  readonly doctor: Doctor
  readonly by: Person
  readonly tally: Tally
}

async function haveDuty({ doctor, by, tally }: Planner, { date, half }: HalfDay): Promise<void> {
  const body = { kind: 'hospital-duty', date, time: halves[half].time, placeId: doctor.hospital.siteId }
  const path = `${api}/practitioners/${doctor.practitionerId}/commitments`
  await tally.asked('enter duty', () => by.scheduling.post(path, body))
}

/** The psychiatrist offers the half-day, the clinic takes it; the session that comes of it. */
async function offerAndAgree(
  { doctor: { practitionerId }, by, tally }: Planner,
  on: HalfDay,
  { site, desk, room }: { site: Place; desk: Person; room: string },
): Promise<string | undefined> {
  const { date, half } = on
  const offer = offerPlan({
    on: { type: 'date', date },
    half,
    time: halves[half].offered,
    kinds: ['general'],
  })
  const offers = `${api}/practitioners/${practitionerId}/offers`
  ok(await tally.asked('offer a half-day', () => by.scheduling.post(offers, offer)))
  const visits = `${api}/sites/${site.siteId}/visits`
  const body = { practitionerId, plan: clinicPlan(on, room) }
  const visit = await tally.asked('take a half-day', () => desk.scheduling.post(visits, body))
  return visit.status === 201 ? String(visit.body.sessionId) : undefined
}

/** Each psychiatrist has duty on some half-days and offers others; clinics take them, near ones first. */
export async function planWeek(
  stage: Stage,
  { doctors }: District,
  staff: ReadonlyMap<string, Person>,
  tally: Tally,
): Promise<Clinic[]> {
  const agreed = new Set<string | undefined>()
  for (const [index, doctor] of doctors.entries()) {
    const { practitionerId, sites } = doctor
    const by = await stage.signIn(practitionerId, { role: 'practitioner', practitionerId })
    const planner = { doctor, by, tally }
    for (const [turn, on] of allHalves.entries()) {
      const site = sites[(turn + index) % sites.length]
      const desk = site && staff.get(site.siteId)
      if ((turn + index) % 3 === 0) await haveDuty(planner, on)
      else if (site && desk && (turn + index) % 10 <= 7)
        agreed.add(await offerAndAgree(planner, on, { site, desk, room: `${index + 1} 诊室` }))
    }
  }
  await stage.relay()
  const sessions = [...stage.mirror.sessions.values()].filter(({ sessionId }) => agreed.has(sessionId))
  return sessions.map((session) => ({ session: { ...session, cells: [] }, shown: [] }))
}
