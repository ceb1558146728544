import type { IsoDate } from '#shared/kernel/calendar.ts'
import {
  type Candidate,
  decidePlan,
  type Quotas,
  type VisitPlan,
  visitPlan,
} from '#shared/scheduling/index.ts'
import { type Faults, faultsOf } from '../plans/form.ts'
import type { Wanted } from './wanted.ts'

/** A request while it is written; what the site and the settings say stands in it from the start. */
export interface AskForm {
  start: number | undefined
  end: number | undefined
  room: string | undefined
  slotMinutes: number | undefined
  public: number | undefined
  clinic: number | undefined
  referral: number | undefined
  words: string
  until: IsoDate | undefined
  /** Days of a series that are left out. */
  except: IsoDate[]
}

/** As many numbers as the shorter time holds: the public's go last. */
function fitting(quotas: Quotas, most: number): Quotas {
  const clinic = Math.min(quotas.clinic, most)
  const referral = Math.min(quotas.referral, most - clinic)
  return {
    ...quotas,
    clinic,
    referral,
    public: Math.max(0, Math.min(quotas.public, most - clinic - referral)),
  }
}

/** With the start that would do, where only another one does. */
export function askFormOf(
  { feasibleStart, can }: Candidate,
  { time }: Wanted,
  usual: VisitPlan | undefined,
): AskForm {
  const start = can === 'other-start' && feasibleStart !== undefined ? feasibleStart : time.start
  const slotMinutes = usual?.slotMinutes ?? 15
  const most = Math.floor((time.end - start) / slotMinutes)
  const quotas = fitting(usual?.quotas ?? { public: most, clinic: 0, referral: 0 }, most)
  return {
    start,
    end: time.end,
    room: usual?.room,
    slotMinutes,
    public: quotas.public,
    clinic: quotas.clinic,
    referral: quotas.referral,
    words: '',
    until: undefined,
    except: [],
  }
}

type AskVerdict =
  | { readonly plan: VisitPlan }
  | { readonly faults: Faults; readonly fault?: { readonly code: string; readonly most?: unknown } }

/** The plan as the contract wants it, the fields that are missing, or why the numbers do not fit. */
export function checkedAsk(form: AskForm, { date, kind }: Wanted, usual: VisitPlan | undefined): AskVerdict {
  const parsed = visitPlan.safeParse({
    date,
    kind,
    time: { start: form.start, end: form.end },
    slotMinutes: form.slotMinutes,
    quotas: {
      ...usual?.quotas,
      public: form.public ?? 0,
      clinic: form.clinic ?? 0,
      referral: form.referral ?? 0,
    },
    ...(form.room ? { room: form.room } : {}),
    ...(usual?.departmentId ? { departmentId: usual.departmentId } : {}),
    ...(usual?.release ? { release: usual.release } : {}),
  })
  if (!parsed.success) return { faults: faultsOf(parsed.error.issues) }
  const { slotMinutes, quotas } = parsed.data
  if (!slotMinutes || !quotas) return { plan: parsed.data }
  const decision = decidePlan({ ...parsed.data, slotMinutes, quotas })
  if (decision.ok) return { plan: parsed.data }
  const { fault, most } = decision.facts ?? {}
  return { faults: {}, fault: { code: String(fault), ...(most === undefined ? {} : { most }) } }
}
