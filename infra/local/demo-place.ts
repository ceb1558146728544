import { addDays, type IsoDate } from '#shared/kernel/calendar.ts'
import type { SessionPlan, SessionWithCells } from '#shared/scheduling/index.ts'
import type { Call } from './demo-call.ts'

interface Choices {
  readonly departments: readonly { departmentId: string; accepted: boolean }[]
  readonly practitioners: readonly {
    practitionerId: string
    name: string
    from: string
    to?: string
    kinds: readonly string[]
  }[]
}

export interface Place {
  readonly call: Call
  /** Whose hand writes: a person of the demo who is staff there. */
  readonly by: string
  readonly siteId: string
  readonly departmentId: string
  readonly today: IsoDate
  /** The practitioner of that name, where filed here; else another one who is. */
  practitioner(name: string, otherwise: number): string | undefined
}

export const morning = { start: 540, end: 720 }
export const afternoon = { start: 810, end: 990 }
const usual = { public: 7, clinic: 3, referral: 2 }
const release = { daysAhead: 14, at: 480 }

/** A site with what it takes to hold sessions; undefined where no department is accepted yet. */
export async function openPlace(
  call: Call,
  { siteId, by }: Pick<Place, 'siteId' | 'by'>,
  today: IsoDate,
): Promise<Place | undefined> {
  const choices: Choices = await call(by, 'GET', `/api/scheduling/sites/${siteId}/choices`).catch(
    () => undefined,
  )
  const department = choices?.departments.find(({ accepted }) => accepted)
  if (!department) return undefined
  const filed = choices.practitioners.filter(
    ({ from, to }) => from <= today && (to === undefined || to >= addDays(today, 7)),
  )
  return {
    call,
    by,
    siteId,
    today,
    departmentId: department.departmentId,
    practitioner: (name, otherwise) =>
      (filed.find((one) => one.name === name) ?? filed[otherwise % Math.max(1, filed.length)])
        ?.practitionerId,
  }
}

export const planAt = (
  { departmentId }: Place,
  practitionerId: string,
  changed: Partial<SessionPlan>,
): Omit<SessionPlan, 'date'> => ({
  departmentId,
  practitionerId,
  time: morning,
  room: '1 诊室',
  kind: 'general',
  slotMinutes: 15,
  quotas: usual,
  release,
  ...changed,
})

export const weekOf = async (
  { call, by, siteId }: Place,
  from: IsoDate,
  days: number,
): Promise<SessionWithCells[]> =>
  (await call(by, 'GET', `/api/scheduling/sites/${siteId}/sessions?from=${from}&days=${days}`)).sessions

/** Somebody whom a site knows, as its search shows them. */
export interface Known {
  readonly patientId: string
  readonly name: string
  readonly birthYear: number
}

/** Whom the site knows, a page of twenty at a time; so many at least, where there are so many. */
export async function knownAt(
  { call, by, siteId }: Pick<Place, 'call' | 'by' | 'siteId'>,
  enough = Number.POSITIVE_INFINITY,
): Promise<Known[]> {
  const found: Known[] = []
  for (let after: string | undefined; ; ) {
    const body = { siteId, text: '', ...(after ? { after } : {}) }
    const page = await call(by, 'POST', '/api/patients/search', body)
    found.push(...page.hits)
    after = page.next
    if (!after || found.length >= enough) return found
  }
}

/** A rule said no, as it says to a clerk: the demo goes on. Anything else is an error. */
export function onlyRefused(error: { status?: number }): undefined {
  if (error.status === 409) return undefined
  throw error
}
