import { currentStandard, departmentIdOf, type ItemAnswer, siteIdFor } from '#shared/alliance/index.ts'
import { addDays, dateAt } from '#shared/kernel/calendar.ts'
import type { Call } from './demo-call.ts'
import { type Ask, type DemoPart, inParallel } from './demo-data.ts'
import { demoCommunitySites, selfCheckerOf } from './demo-people.ts'

type Goal = 'self-checking' | 'awaiting-inspection' | 'rectifying' | 'awaiting-review' | 'passed'

/** How far a department is to come, and what there is to find on the way. */
interface Course {
  readonly siteNo: number
  readonly goal: Goal
  readonly contact: string
  /** Items that the site says it does not meet. */
  readonly missing?: readonly string[]
  /** How many items of the self-check are answered, where it goes on. */
  readonly answered?: number
  /** Items that the inspectors find not met, with the days to put each right. */
  readonly found?: Readonly<Record<string, number>>
  /** Of an inspection to come: in how many days, when and by how many. */
  readonly visit?: {
    readonly inDays: number
    readonly half: 'morning' | 'afternoon'
    readonly inspectors: number
  }
}

/** The fourteen that have not passed, at every stage of the way. */
const underWay: readonly Course[] = [
  { siteNo: 14, goal: 'self-checking', contact: '方敏之', answered: 13 },
  {
    siteNo: 47,
    goal: 'self-checking',
    contact: '白昕',
    answered: 11,
    missing: ['rooms-waiting', 'rooms-sound'],
  },
  { siteNo: 27, goal: 'self-checking', contact: '吕静', answered: 6 },
  { siteNo: 44, goal: 'self-checking', contact: '郝伟', answered: 0 },
  { siteNo: 48, goal: 'self-checking', contact: '关雪', answered: 19, missing: ['staff-nurse'] },
  {
    siteNo: 43,
    goal: 'awaiting-inspection',
    contact: '董欣',
    visit: { inDays: 3, half: 'morning', inspectors: 2 },
  },
  {
    siteNo: 18,
    goal: 'awaiting-inspection',
    contact: '于海',
    missing: ['safety-alarm', 'safety-referral'],
    visit: { inDays: 7, half: 'afternoon', inspectors: 3 },
  },
  { siteNo: 49, goal: 'awaiting-inspection', contact: '尹红' },
  {
    siteNo: 29,
    goal: 'rectifying',
    contact: '柴军',
    found: { 'rooms-waiting': 3, 'equipment-emergency': 3, 'safety-alarm': 10 },
  },
  { siteNo: 28, goal: 'rectifying', contact: '段丽', found: { 'rooms-sound': 9, 'records-network': 9 } },
  { siteNo: 45, goal: 'rectifying', contact: '盖云', found: { 'staff-nurse': 28 } },
  {
    siteNo: 46,
    goal: 'rectifying',
    contact: '池莉',
    found: { 'equipment-controlled': 21, 'licence-rules': 14 },
  },
  { siteNo: 26, goal: 'awaiting-review', contact: '庞博', found: { 'rooms-exit': 30 } },
  { siteNo: 13, goal: 'awaiting-review', contact: '祝捷', found: { 'equipment-catalogue': 20 } },
]

const inspectors = ['方敏之', '贺文谦', '程砚修']
const contacts = ['李敏', '赵慧', '孙燕', '马丽娟', '高峰', '邢岩', '俞菲', '聂晶']

/** The sites that patients and sessions of the small demo need; the full one has all forty-one. */
const small = new Set([50, 51, 1, 34, 38, 9, 19, 23, 3, 12, 15, 20, 36, 41, 33, 55, 37, 52, 8, 5, 10, 25])

function coursesFor(size: 'small' | 'full'): Course[] {
  const unfinished = new Set(underWay.map(({ siteNo }) => siteNo))
  const passed = demoCommunitySites
    .filter((siteNo) => !unfinished.has(siteNo) && (size === 'full' || small.has(siteNo)))
    .map((siteNo): Course => ({ siteNo, goal: 'passed', contact: contacts[siteNo % contacts.length] ?? '' }))
  return [...passed, ...underWay]
}

interface Seen {
  readonly state: string
  readonly version: number
  readonly inspection?: { readonly answers: readonly unknown[] }
  readonly findings: readonly { readonly itemId: string; readonly rectification?: unknown }[]
}

const itemIds = currentStandard.items.map(({ itemId }) => itemId)
const answersBut = (missing: readonly string[]): ItemAnswer[] =>
  itemIds.map((itemId) =>
    missing.includes(itemId) ? { itemId, answer: 'not-met', note: '尚未配齐' } : { itemId, answer: 'met' },
  )

interface Move {
  /** The site checks itself and puts right; the office arranges, inspects and decides. */
  readonly by: 'site' | 'office'
  readonly method: 'POST' | 'PUT'
  readonly path: string
  readonly body?: object
}

const inspectionOn = (today: string, { visit }: Course) => ({
  date: addDays(today, visit?.inDays ?? 0),
  half: visit?.half ?? 'morning',
  inspectors: inspectors.slice(0, visit?.inspectors ?? 2),
})

/** The next step from where a department stands to where it is to come; none where it has come there. */
function nextMove(course: Course, seen: Seen, today: string): Move | undefined {
  const { goal, contact } = course
  switch (seen.state) {
    case 'not-applied':
      return { by: 'site', method: 'POST', path: '/application', body: { contact } }
    case 'self-checking':
      return selfCheckMove(course, seen)
    case 'awaiting-inspection':
      return awaitingMove(course, seen, today)
    case 'inspecting':
      return inspectingMove(course, seen, today)
    case 'rectifying':
      return goal === 'rectifying' ? undefined : rectifyingMove(seen)
    default:
      return undefined
  }
}

function selfCheckMove({ goal, missing = [], answered }: Course, { version }: Seen): Move | undefined {
  const stays = goal === 'self-checking'
  if (version === 1 && answered !== 0)
    return {
      by: 'site',
      method: 'PUT',
      path: '/self-check',
      body: { answers: answersBut(missing).slice(0, answered) },
    }
  return stays ? undefined : { by: 'site', method: 'POST', path: '/self-check/submission' }
}

function awaitingMove(course: Course, { inspection }: Seen, today: string): Move | undefined {
  const stays = course.goal === 'awaiting-inspection'
  if (!inspection && (!stays || course.visit))
    return { by: 'office', method: 'PUT', path: '/inspection', body: inspectionOn(today, course) }
  return stays ? undefined : { by: 'office', method: 'POST', path: '/inspection/start' }
}

function inspectingMove({ found = {} }: Course, { inspection }: Seen, today: string): Move {
  const missed = Object.entries(found)
  if (inspection?.answers.length !== itemIds.length)
    return {
      by: 'office',
      method: 'PUT',
      path: '/inspection/answers',
      body: { answers: answersBut(Object.keys(found)) },
    }
  if (missed.length === 0) return { by: 'office', method: 'POST', path: '/pass' }
  const dues = missed.map(([itemId, days]) => ({ itemId, due: addDays(today, days) }))
  return { by: 'office', method: 'POST', path: '/findings', body: { due: addDays(today, 30), dues } }
}

function rectifyingMove({ findings }: Seen): Move {
  const open = findings.find(({ rectification }) => rectification === undefined)
  if (!open) return { by: 'site', method: 'POST', path: '/findings/submission' }
  return { by: 'site', method: 'PUT', path: `/findings/${open.itemId}`, body: { note: '整改完成，照片已交' } }
}

/** Goes on from wherever a department stands: run again, it finds nothing left to do. */
async function bring(call: Call, ask: Ask, course: Course, today: string): Promise<void> {
  const base = `/api/alliance/departments/${departmentIdOf(siteIdFor(String(course.siteNo)))}`
  let seen: Seen = await ask('GET', base)
  for (let move = nextMove(course, seen, today); move; move = nextMove(course, seen, today)) {
    const { by, method, path, body } = move
    const request = [method, base + path, { ...body, version: seen.version }] as const
    seen = await (by === 'site' ? call(selfCheckerOf(course.siteNo), ...request) : ask(...request))
  }
}

export const bringDepartments =
  (call: Call): DemoPart =>
  async (ask, size, onProgress) => {
    const today = dateAt(Date.now())
    await inParallel(coursesFor(size), (course) => bring(call, ask, course, today), onProgress)
  }
