import { siteIdFor } from '#shared/alliance/index.ts'
import { addDays } from '#shared/kernel/calendar.ts'
import type {
  CheckKind,
  FilingStepRequest,
  FilingView,
  Insurance,
  Licence,
} from '#shared/practitioners/index.ts'
import type { Ask } from './demo-data.ts'

/** Days until the insurance or the licence of somebody ends: one at each level of warning. */
const insuredFor: Readonly<Record<number, number>> = { 86: 58, 87: 28, 88: 6 }
const licensedFor: Readonly<Record<number, number>> = { 79: 45 }

/** Licence and insurance of an expert of the demo, invented; no insurer has such a name. */
export const papersOf = (
  number: number,
  today: string,
): { readonly licence: Licence; readonly insurance: Insurance } => {
  const licensed = licensedFor[number]
  return {
    licence: {
      category: 'clinical',
      scope: number % 9 === 0 ? ['mental-health', 'general-practice'] : ['mental-health'],
      from: addDays(today, -3000 - number * 7),
      ...(licensed === undefined ? {} : { to: addDays(today, licensed) }),
    },
    insurance: {
      insurer: '演示责任保险',
      policyNumber: `DEMO-${String(number).padStart(4, '0')}`,
      from: addDays(today, -240),
      to: addDays(today, insuredFor[number] ?? 420 + (number % 5) * 30),
    },
  }
}

type Check = readonly [CheckKind, 'met' | 'missing']
interface Course {
  readonly siteNo: number
  readonly checks: readonly Check[]
  readonly steps: readonly FilingStepRequest['step'][]
}

const all: readonly Check[] = [
  ['cooperation-agreement', 'met'],
  ['liability-insurance', 'met'],
  ['schedule-conflicts', 'met'],
  ['disclosure', 'met'],
]

/** Filings under way, by the expert's number: a draft, one in review, two returned, one filed through all its steps. */
const courses: Readonly<Record<number, Course>> = {
  80: { siteNo: 27, checks: all, steps: ['submit', 'file'] },
  81: { siteNo: 29, checks: [], steps: [] },
  82: { siteNo: 45, checks: all.slice(0, 2), steps: ['submit'] },
  83: { siteNo: 46, checks: [['liability-insurance', 'missing']], steps: ['submit', 'return'] },
  84: { siteNo: 49, checks: [['disclosure', 'missing']], steps: ['submit', 'return'] },
}
const suspended = 85

interface Entry {
  readonly practitionerId: string
  readonly version: number
  readonly practices: readonly {
    readonly practiceId: string
    readonly siteId: string
    readonly state: string
  }[]
}

const base = '/api/practitioners/practitioners'

/** What an agreement's news changes in between is read again: the demo's own steps stand in no order with it. */
async function fresh(ask: Ask, practitionerId: string): Promise<Entry> {
  return ask('GET', `${base}/${practitionerId}`)
}

const stepOf = (step: FilingStepRequest['step'], today: string): FilingStepRequest => {
  if (step === 'return') return { step, reason: '责任险保单页看不清，请补传' }
  if (step === 'suspend') return { step, from: today, reason: '借调外区三个月（演示）' }
  return { step } as FilingStepRequest
}

/** Brings an expert's filing as far as the demo shows it; one that has begun already is left as it is. */
export async function bringFiling(
  ask: Ask,
  number: number,
  practitionerId: string,
  today: string,
): Promise<void> {
  const course = courses[number]
  if (!course && number !== suspended) return
  const entry = await fresh(ask, practitionerId)
  const at = `${base}/${practitionerId}`
  if (number === suspended && !entry.practices.some(({ state }) => state === 'suspended')) {
    const [first] = entry.practices
    if (!first) return
    const step = stepOf('suspend', today)
    await ask('POST', `${at}/practices/${first.practiceId}/steps`, { version: entry.version, step })
  }
  if (!course || entry.practices.some(({ siteId }) => siteId === siteIdFor(String(course.siteNo)))) return
  const draft = {
    siteId: siteIdFor(String(course.siteNo)),
    basis: 'alliance',
    from: today,
    to: addDays(today, 700),
    version: entry.version,
  }
  let filing: FilingView = await ask('POST', `${at}/filings`, draft, `demo-filing-${number}`)
  const papers = `${at}/practices/${filing.practice.practiceId}`
  for (const [kind, state] of course.checks) {
    const said = state === 'met' ? { number: `演示-${number}` } : { note: '缺一页（演示）' }
    filing = await ask('PUT', `${papers}/checks/${kind}`, { state, ...said })
  }
  for (const step of course.steps)
    filing = await ask('POST', `${papers}/steps`, { version: filing.version, step: stepOf(step, today) })
}

interface Pair {
  readonly practitionerId: string
  readonly siteId: string
}

/** 医保授权 in every state: most pairs granted in one procedure, some applied for, some refused, some left. */
export async function bringAuthorisations(ask: Ask, today: string): Promise<void> {
  const { experts } = await ask('GET', '/api/practitioners/authorisations')
  const pairs: Pair[] = experts.flatMap(
    (one: { practitionerId: string; authorisations: readonly { siteId: string; state: string }[] }) =>
      one.authorisations
        .filter(({ state }) => state === 'not-applied')
        .map(({ siteId }) => ({ practitionerId: one.practitionerId, siteId })),
  )
  const begun = experts.some((one: { authorisations: readonly { state: string }[] }) =>
    one.authorisations.some(({ state }) => state !== 'not-applied'),
  )
  if (begun) return
  const part = (rest: readonly number[]) => pairs.filter((_, index) => rest.includes(index % 10))
  const act = (body: object, list: readonly Pair[]) =>
    list.length === 0
      ? undefined
      : ask('POST', '/api/practitioners/authorisations/batches', { ...body, pairs: list })
  await act({ act: 'apply', on: addDays(today, -120) }, part([0, 1, 2, 3, 4, 5, 6, 7, 8]))
  const granted = { act: 'grant', on: addDays(today, -90), number: '演示-授权' }
  await act({ ...granted, to: addDays(today, 640) }, part([0, 1, 2, 3, 4]))
  await act({ ...granted, to: addDays(today, -3) }, part([5]))
  await act({ act: 'refuse', on: addDays(today, -80), note: '执业地点未备案（演示）' }, part([6]))
}
