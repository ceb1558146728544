import type { IsoDate } from '#shared/kernel/calendar.ts'
import {
  type ClinicKind,
  decidePlan,
  defaultSettings,
  type HalfDay,
  type Session,
  type SessionPlan,
  type SessionWithCells,
  sessionPlan,
  type Template,
} from '#shared/scheduling/index.ts'

/** The channels whose unused numbers can go on to another, in the order of the form. */
export const flowing = ['referral', 'protected', 'followUp', 'clinic'] as const
export type Flowing = (typeof flowing)[number]
/** So many days before the session, at that minute of the day. */
export interface Late {
  daysAhead: number | undefined
  at: number | undefined
}

/** A plan while it is written: what is not chosen yet is missing. Templates have the same without the day. */
export interface PlanForm {
  practitionerId: string | undefined
  departmentId: string | undefined
  date: IsoDate | undefined
  start: number | undefined
  end: number | undefined
  room: string
  kind: ClinicKind
  slotMinutes: number | undefined
  public: number | undefined
  clinic: number | undefined
  referral: number | undefined
  protected: number | undefined
  followUp: number | undefined
  /** From when unused numbers of a channel count for the next; missing where they never do. */
  overflow: { [Pool in Flowing]?: Late | undefined }
  overbooking: number | undefined
  releaseDays: number | undefined
  releaseAt: number | undefined
}

/** What is known when a session is planned. */
export interface PlanStart {
  readonly date?: IsoDate
  readonly half?: HalfDay
  readonly room?: string
  /** A draft that is to be changed. */
  readonly draft?: SessionWithCells
}

const usual = { morning: { start: 540, end: 720 }, afternoon: { start: 810, end: 990 } } as const

export const blankPlan = (half: HalfDay, room: string, date?: IsoDate): PlanForm => ({
  practitionerId: undefined,
  departmentId: undefined,
  date,
  ...usual[half],
  room: room || '1',
  kind: 'general',
  slotMinutes: defaultSettings.slotMinutes,
  public: 7,
  clinic: 3,
  referral: 2,
  protected: 0,
  followUp: 0,
  overflow: {},
  overbooking: 0,
  releaseDays: defaultSettings.releaseDaysAhead,
  releaseAt: defaultSettings.releaseMinute,
})

export const formOf = (plan: Session | Template): PlanForm => ({
  practitionerId: plan.practitionerId,
  departmentId: plan.departmentId,
  date: 'date' in plan ? plan.date : undefined,
  ...plan.time,
  room: plan.room,
  kind: plan.kind,
  slotMinutes: plan.slotMinutes,
  protected: 0,
  followUp: 0,
  ...plan.quotas,
  overflow: { ...plan.overflow },
  overbooking: plan.overbooking ?? 0,
  releaseDays: plan.release.daysAhead,
  releaseAt: plan.release.at,
})

/** The plan of a form; undefined members are left for the schema to name. */
export const planOf = (form: PlanForm) => ({
  practitionerId: form.practitionerId,
  departmentId: form.departmentId,
  time: { start: form.start, end: form.end },
  room: form.room,
  kind: form.kind,
  slotMinutes: form.slotMinutes,
  quotas: {
    public: form.public ?? 0,
    clinic: form.clinic ?? 0,
    referral: form.referral ?? 0,
    ...(form.protected ? { protected: form.protected } : {}),
    ...(form.followUp ? { followUp: form.followUp } : {}),
  },
  ...(Object.values(form.overflow).some((late) => late) ? { overflow: { ...form.overflow } } : {}),
  ...(form.overbooking ? { overbooking: form.overbooking } : {}),
  release: { daysAhead: form.releaseDays, at: form.releaseAt },
})

export type Faults = Readonly<Record<string, true>>
export type PlanVerdict<Plan> =
  | { readonly plan: Plan }
  | { readonly faults: Faults; readonly fault?: { readonly code: string; readonly most?: unknown } }

/** The plan as the contract wants it, the fields that are missing or wrong, or why the numbers do not fit. */
export function checkedPlan(form: PlanForm): PlanVerdict<SessionPlan> {
  const parsed = sessionPlan.safeParse({ ...planOf(form), date: form.date })
  return parsed.success ? fitting(parsed.data) : { faults: faultsOf(parsed.error.issues) }
}

export function fitting<Plan extends SessionPlan | Omit<SessionPlan, 'date'>>(plan: Plan): PlanVerdict<Plan> {
  const decision = decidePlan(plan)
  if (decision.ok) return { plan }
  const { fault, most } = decision.facts ?? {}
  return { faults: {}, fault: { code: String(fault), ...(most === undefined ? {} : { most }) } }
}

export const faultsOf = (issues: readonly { readonly path: PropertyKey[] }[]): Faults =>
  Object.fromEntries(issues.map(({ path }) => [path.join('.'), true]))
