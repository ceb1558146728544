import { addDays, dateAt, minuteAt, mondayOf, weekdayOf } from '#shared/kernel/calendar.ts'
import type { SessionWithCells, TemplatePlan } from '#shared/scheduling/index.ts'
import type { DemoStep } from './demo.ts'
import { demoPatientSites, demoSite } from './demo-people.ts'
import { afternoon, morning, onlyRefused, openPlace, type Place, planAt, weekOf } from './demo-place.ts'
import { runToday } from './demo-today.ts'

/**
 * The demo's clinics: written through the API as their own staff would, so nothing in it lies in the past: sessions
 * are published from today on, and today's queue stands where the clock says it would. Fixed keys and ids make a
 * second run change nothing; an interrupted one goes on.
 */
interface Rhythm {
  readonly key: string
  readonly weekday: number
  readonly who: string
  readonly plan: Partial<TemplatePlan>
}

/** Wangjing's week: two rooms, mornings and afternoons, gaps where nobody comes yet. */
const wangjingWeek: readonly Rhythm[] = [
  { key: 'mon-am', weekday: 1, who: '陈思远', plan: { time: morning, room: '2 诊室' } },
  { key: 'tue-am', weekday: 2, who: '陈思远', plan: { time: morning, room: '2 诊室' } },
  { key: 'tue-pm', weekday: 2, who: '林若溪', plan: { time: afternoon, room: '1 诊室', kind: 'child' } },
  { key: 'wed-am', weekday: 3, who: '陈思远', plan: { time: morning, room: '2 诊室' } },
  {
    key: 'thu-am-1',
    weekday: 4,
    who: '贺文谦',
    plan: { time: { start: 510, end: 690 }, room: '1 诊室', quotas: { public: 7, clinic: 2, referral: 1 } },
  },
  { key: 'thu-am-2', weekday: 4, who: '许安然', plan: { time: morning, room: '2 诊室' } },
  { key: 'thu-pm', weekday: 4, who: '顾清和', plan: { time: afternoon, room: '1 诊室', kind: 'sleep' } },
  {
    key: 'fri-am',
    weekday: 5,
    who: '欧阳景行',
    plan: { time: morning, room: '1 诊室', kind: 'old-age', release: { daysAhead: 1, at: 480 } },
  },
  { key: 'sat-am', weekday: 6, who: '陈思远', plan: { time: morning, room: '2 诊室' } },
]

async function addTemplate(place: Place, { key, weekday, who, plan }: Rhythm, index: number): Promise<void> {
  const practitionerId = place.practitioner(who, index)
  if (!practitionerId) return
  const body = {
    ...planAt(place, practitionerId, plan),
    weekday,
    everyWeeks: plan.everyWeeks ?? 1,
    validFrom: mondayOf(place.today),
  }
  await place.call(
    'loader',
    'POST',
    `/api/scheduling/sites/${place.siteId}/templates`,
    body,
    `demo-template-${place.siteId}-${key}`,
  )
}

const runTemplates = ({ call, siteId }: Place, from: string, days: number) =>
  call('loader', 'POST', `/api/scheduling/sites/${siteId}/template-runs`, {
    from,
    days,
    publish: true,
    decisions: [],
  })

/** Everybody the site knows, a page of twenty at a time. */
async function patientsAt({ call, siteId }: Place): Promise<string[]> {
  const found: string[] = []
  for (let after: string | undefined; ; ) {
    const page = await call('loader', 'POST', '/api/patients/search', {
      siteId,
      text: '',
      ...(after ? { after } : {}),
    })
    found.push(...page.hits.map(({ patientId }: { patientId: string }) => patientId))
    after = page.next
    if (!after) return found
  }
}

/** Some figure that stays with the session. */
const spread = (text: string): number =>
  [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, 7)

/** Books a share of a session's free numbers; a patient who is already somewhere that half-day is passed over. */
export async function fill(
  { call }: Place,
  { cells, sessionId }: SessionWithCells,
  patients: readonly string[],
  share: number,
): Promise<void> {
  const wanted = cells.slice(0, Math.round(cells.length * share))
  const start = spread(sessionId)
  for (const [index, { slotId, number, state }] of wanted.entries()) {
    if (state !== 'free') continue
    const patientId = patients[(start + index) % patients.length]
    const body = { patientId, visit: (start + number) % 4 === 0 ? 'first' : 'return' }
    await call(
      'loader',
      'POST',
      `/api/scheduling/slots/${slotId}/appointment`,
      body,
      `demo-book-${slotId}`,
    ).catch(onlyRefused)
  }
}

const isOpen = (session: SessionWithCells, now: number): boolean =>
  session.state === 'published' && session.releaseAt <= now
const full = 0.99

/** How much of a session is taken: less the further away it is, with some spread. */
function shareOf(session: SessionWithCells, today: string): number {
  if (session.kind === 'sleep') return full
  const days = (Date.parse(session.date) - Date.parse(today)) / 86_400_000
  return Math.max(0.1, 0.9 - days * 0.05 - (spread(session.sessionId) % 5) * 0.06)
}

async function fillAll(
  place: Place,
  sessions: readonly SessionWithCells[],
  patients: readonly string[],
  now: number,
): Promise<void> {
  if (patients.length === 0) return
  for (const session of sessions)
    if (isOpen(session, now) && session.date > place.today)
      await fill(place, session, patients, shareOf(session, place.today))
}

/** One session whose doctor is ill, with the patients that it touches; one draft that waits for its clerk. */
async function stopOneAndDraftOne(place: Place, sessions: readonly SessionWithCells[]): Promise<void> {
  const { call, siteId, today } = place
  const ill = sessions.find(
    ({ date, time, room }) =>
      weekdayOf(date) === 4 && room === '2 诊室' && time.start === morning.start && date > today,
  )
  if (ill?.state === 'published') {
    const body = { version: ill.version, reason: 'practitioner-ill' }
    await call('li-min', 'POST', `/api/scheduling/sessions/${ill.sessionId}/stop`, body).catch(onlyRefused)
  }
  const sunday = addDays(mondayOf(addDays(today, 1)), 6)
  const practitionerId = place.practitioner('周明哲', 8)
  if (!practitionerId) return
  const draft = { ...planAt(place, practitionerId, {}), date: sunday }
  await call(
    'li-min',
    'POST',
    `/api/scheduling/sites/${siteId}/sessions`,
    draft,
    `demo-draft-${sunday}`,
  ).catch(onlyRefused)
}

/** Another site's rhythm follows from its place in the list: some weekly, some every other week, some hardly ever. */
function rhythmsOf(index: number): Rhythm[] {
  const every = ([1, 1, 2, 1, 2, 4] as const)[index % 6] ?? 1
  const first: Rhythm = {
    key: 'a',
    weekday: 1 + (index % 5),
    who: '',
    plan: { everyWeeks: every, time: index % 2 ? afternoon : morning },
  }
  const second: Rhythm = {
    key: 'b',
    weekday: 1 + ((index + 2) % 5),
    who: '',
    plan: { time: morning, kind: 'follow-up', room: '2 诊室' },
  }
  return index % 3 === 0 ? [first, second] : [first]
}

async function writeWangjing(place: Place, now: number): Promise<void> {
  for (const [index, rhythm] of wangjingWeek.entries()) await addTemplate(place, rhythm, index)
  await runTemplates(place, addDays(place.today, 1), 28)
  const patients = await patientsAt(place)
  await runToday(place, patients, { minute: minuteAt(now) })
  const sessions = await weekOf(place, place.today, 29)
  await fillAll(place, sessions, patients, now)
  await stopOneAndDraftOne(place, sessions)
}

async function writeOther(place: Place, index: number, now: number): Promise<void> {
  for (const [number, rhythm] of rhythmsOf(index).entries())
    await addTemplate(place, rhythm, index * 5 + number * 11)
  await runTemplates(place, addDays(place.today, 1), 28)
  await fillAll(place, await weekOf(place, place.today, 15), await patientsAt(place), now)
}

const atOnce = 4

export const schedulingDemo: DemoStep = async (call, { size, onProgress }) => {
  const now = Date.now()
  const today = dateAt(now)
  const sites = size === 'small' ? demoPatientSites.slice(0, 3) : demoPatientSites
  const waiting = [...sites.entries()]
  let done = 0
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, siteNo] = next
      const place = await openPlace(call, demoSite(siteNo), today)
      if (place && siteNo === 50) await writeWangjing(place, now)
      else if (place) await writeOther(place, index, now)
      done += 1
      onProgress(done, sites.length)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
}
