import { addDays, dateAt, minuteAt, mondayOf } from '#shared/kernel/calendar.ts'
import type { SessionWithCells } from '#shared/scheduling/index.ts'
import type { DemoOptions, DemoStep } from './demo.ts'
import type { Call } from './demo-call.ts'
import { inParallel } from './demo-data.ts'
import { demoPatientIds } from './demo-ids.ts'
import { demoCommunitySites, demoPatientSites, demoSite, selfCheckerOf } from './demo-people.ts'
import { knownAt, onlyRefused, openPlace, type Place, planAt, weekOf } from './demo-place.ts'
import { type Rhythm, rhythmsOf, wangjingWeek } from './demo-timetable.ts'
import { runToday } from './demo-today.ts'

async function addTemplate(
  place: Place,
  { key, weekday, who, plan, startsIn = 0 }: Rhythm,
  index: number,
): Promise<void> {
  const practitionerId = place.practitioner(who, index)
  if (!practitionerId) return
  const body = {
    ...planAt(place, practitionerId, plan),
    weekday,
    everyWeeks: plan.everyWeeks ?? 1,
    validFrom: addDays(mondayOf(place.today), startsIn * 7),
  }
  await place.call(
    place.by,
    'POST',
    `/api/scheduling/sites/${place.siteId}/templates`,
    body,
    `demo-template-${place.siteId}-${key}`,
  )
}

const runTemplates = ({ call, by, siteId }: Place, from: string, days: number) =>
  call(by, 'POST', `/api/scheduling/sites/${siteId}/template-runs`, {
    from,
    days,
    publish: true,
    decisions: [],
  })

/** Left free for the session that is stopped (demo-stop.ts). */
const spared: string = demoPatientIds['wang-guoliang']

const patientsAt = async ({ call, siteId }: Place): Promise<string[]> =>
  (await knownAt({ call, siteId, by: 'loader' }))
    .map(({ patientId }) => patientId)
    .filter((patientId) => patientId !== spared)

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

/** Days side by side, the sessions of one day in their order: a half-day is a patient's once. */
async function fillAll(
  place: Place,
  sessions: readonly SessionWithCells[],
  patients: readonly string[],
  now: number,
): Promise<void> {
  if (patients.length === 0) return
  const open = sessions.filter((session) => isOpen(session, now) && session.date > place.today)
  const days = [...Map.groupBy(open, ({ date }) => date).values()]
  const fillDay = async (day: readonly SessionWithCells[]): Promise<void> => {
    for (const session of day) await fill(place, session, patients, shareOf(session, place.today))
  }
  await inParallel(days, fillDay, () => {})
}

/** One draft that waits for its clerk. */
async function draftOne(place: Place): Promise<void> {
  const { call, siteId, today } = place
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

async function writeWangjing(place: Place, now: number): Promise<void> {
  for (const [index, rhythm] of wangjingWeek.entries()) await addTemplate(place, rhythm, index)
  await runTemplates(place, addDays(place.today, 1), 28)
  const patients = await patientsAt(place)
  await runToday(place, patients, { minute: minuteAt(now) })
  const sessions = await weekOf(place, place.today, 29)
  await fillAll(place, sessions, patients, now)
  await draftOne(place)
}

/** Which site, and where in the list. */
interface Turn {
  readonly siteNo: number
  readonly index: number
}

const hasPatients = ({ siteNo }: Turn): boolean => demoPatientSites.includes(siteNo)

async function writeOther(place: Place, turn: Turn, now: number): Promise<void> {
  const { siteNo, index } = turn
  for (const [number, rhythm] of rhythmsOf(siteNo, index).entries())
    await addTemplate(place, rhythm, index * 5 + number * 11)
  await runTemplates(place, addDays(place.today, 1), 28)
  if (hasPatients(turn))
    await fillAll(place, await weekOf(place, place.today, 15), await patientsAt(place), now)
}

/** All sites of the district, those with patients first; the small demo has the first three. */
const turnsFor = (size: DemoOptions['size']): Turn[] =>
  [...new Set([...demoPatientSites, ...demoCommunitySites])]
    .slice(0, size === 'small' ? 3 : undefined)
    .map((siteNo, index) => ({ siteNo, index }))

async function writeSite(call: Call, turn: Turn, now: number): Promise<void> {
  const by = hasPatients(turn) ? 'loader' : selfCheckerOf(turn.siteNo)
  const place = await openPlace(call, { siteId: demoSite(turn.siteNo), by }, dateAt(now))
  if (place && turn.siteNo === 50) await writeWangjing(place, now)
  else if (place) await writeOther(place, turn, now)
}

const atOnce = 4

/**
 * The demo's clinics: written through the API as their own staff would, so nothing in it lies in the past: sessions
 * are published from today on, and today's queue stands where the clock says it would. Fixed keys and ids make a
 * second run change nothing; an interrupted one goes on.
 */
export const schedulingDemo: DemoStep = async (call, { size, onProgress }) => {
  const now = Date.now()
  const turns = turnsFor(size)
  const waiting = [...turns]
  let done = 0
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      await writeSite(call, next, now)
      onProgress(++done, turns.length)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
}
