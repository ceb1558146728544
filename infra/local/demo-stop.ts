import { addDays, dateAt, weekdayOf } from '#shared/kernel/calendar.ts'
import type { CascadeLine, SessionWithCells } from '#shared/scheduling/index.ts'
import type { DemoStep } from './demo.ts'
import { demoPatientIds } from './demo-ids.ts'
import { demoSite } from './demo-people.ts'
import { knownAt, morning, onlyRefused, openPlace, type Place, weekOf } from './demo-place.ts'

const thursday = 4

/** The session of 2 诊室 on the next Thursday morning whose practitioner falls ill. */
const isIll = ({ date, time, room, state }: SessionWithCells): boolean =>
  weekdayOf(date) === thursday && room === '2 诊室' && time.start === morning.start && state !== 'draft'

/** 王国良, whose telephone no message reaches (demo-gateway.ts): somebody has to call him. */
const silent = demoPatientIds['wang-guoliang']

/** Him and as many others as make a stop worth showing, whatever the day has filled. */
const least = 6

async function bookSome(place: Place, { cells }: SessionWithCells): Promise<void> {
  const { call, by } = place
  const others = (await knownAt(place, 60)).map(({ patientId }) => patientId).toReversed()
  const people = new Set([silent, ...others])
  const free = cells.filter(({ state, pool }) => state === 'free' && pool !== 'referral').reverse()
  let taken = cells.length - cells.filter(({ state }) => state === 'free').length
  for (const patientId of people) {
    const cell = free[0]
    if (!cell || (patientId !== silent && taken >= least)) return
    const path = `/api/scheduling/slots/${cell.slotId}/appointment`
    const key = `demo-ill-${cell.slotId}-${patientId}`
    const booked = await call(by, 'POST', path, { patientId, visit: 'return' }, key).catch(onlyRefused)
    if (!booked) continue
    free.shift()
    taken += 1
  }
}

/** 停诊, final at once; the desk looks after its patients itself: how far it has come hangs on no hour of the day. */
async function stop({ call, by }: Place, { sessionId, state }: SessionWithCells): Promise<void> {
  const path = `/api/scheduling/sessions/${sessionId}`
  const { version } = await call(by, 'GET', path)
  if (state === 'published') await call(by, 'POST', `${path}/stop`, { version, reason: 'practitioner-ill' })
  await call(by, 'POST', `${path}/cascade`, { offers: false })
}

const linePath = ({ slotId }: CascadeLine) => `/api/scheduling/cascade-lines/${slotId}`

/** A number is kept for this patient. */
async function offered({ call, by }: Place, line: CascadeLine): Promise<CascadeLine> {
  if (line.state !== 'open' && line.state !== 'to-call') return line
  const made = await call(by, 'POST', `${linePath(line)}/offer`, { version: line.version }).catch(onlyRefused)
  return made ?? line
}

/** The desk has them on the telephone: they take what is kept. */
async function moved(place: Place, line: CascadeLine): Promise<void> {
  const { offer, patientId, slotId } = await offered(place, line)
  const path = `/api/scheduling/patients/${patientId}/reoffers/${slotId}/answer`
  if (offer)
    await place.call(place.by, 'POST', path, { as: 'accept', toSlotId: offer.slotId }).catch(onlyRefused)
}

/** Called: who answered knows, though there is no number yet. */
async function called({ call, by }: Place, line: CascadeLine, outcome: 'reached' | 'no-answer') {
  const { version, unanswered, reached } = line
  if (unanswered > 0 || reached || line.state === 'moved') return
  await call(by, 'POST', `${linePath(line)}/calls`, { version, outcome }).catch(onlyRefused)
}

const linesOf = async ({ call, by }: Place, { sessionId }: SessionWithCells): Promise<CascadeLine[]> =>
  (await call(by, 'GET', `/api/scheduling/sessions/${sessionId}/cascade`)).lines

type Step = (place: Place, line: CascadeLine) => Promise<unknown>

/** On the line as it stands: the clock works on it too, as soon as the stop is final. */
async function atNewest(place: Place, session: SessionWithCells, line: CascadeLine, step: Step) {
  for (let seen: CascadeLine | undefined = line, tries = 0; seen; tries++) {
    try {
      return void (await step(place, seen))
    } catch (error) {
      if ((error as { status?: number }).status !== 412 || tries >= 5) throw error
      seen = (await linesOf(place, session)).find(({ slotId }) => slotId === line.slotId)
    }
  }
}

const reach: Step = (place, line) => called(place, line, 'reached')
const ring: Step = (place, line) => called(place, line, 'no-answer')

/** Half done: two have a number on another day, one is being offered one, one knows; the others are to be called. */
async function lookAfter(place: Place, session: SessionWithCells): Promise<void> {
  const lines = (await linesOf(place, session)).toSorted((a, b) => a.number - b.number)
  const isSilent = ({ patientId }: CascadeLine) => patientId === silent
  const others = lines.filter((line) => !isSilent(line))
  for (const [index, step] of [moved, moved, offered, reach].entries()) {
    const line = others[index]
    if (line) await atNewest(place, session, line, step)
  }
  for (const line of lines.filter(isSilent)) await atNewest(place, session, line, ring)
}

/**
 * One session at Wangjing whose practitioner is ill, with its patients half looked after. What is done already is not
 * done again.
 */
export const stopDemo: DemoStep = async (call, { onProgress }) => {
  const today = dateAt(Date.now())
  const place = await openPlace(call, { siteId: demoSite(50), by: 'li-min' }, today)
  const session = place && (await weekOf(place, addDays(today, 1), 28)).find(isIll)
  if (!session) return
  if (session.state === 'published') await bookSome(place, session)
  await stop(place, session)
  await lookAfter(place, session)
  onProgress(1, 1)
}
