import type { TemplatePlan } from '#shared/scheduling/index.ts'
import { demoSiteWithoutDay } from './demo-people.ts'
import { afternoon, morning } from './demo-place.ts'

/** One line of a weekly timetable; the practitioner by name, or whoever is filed there. */
export interface Rhythm {
  readonly key: string
  readonly weekday: number
  readonly who: string
  readonly plan: Partial<TemplatePlan>
  /** Weeks from this one to the first; this one where absent. */
  readonly startsIn?: number
}

/** Numbers kept for the unstable and for who sits in the chair; what is left of each goes on before the day. */
const kept: Partial<TemplatePlan> = {
  quotas: { public: 6, clinic: 2, referral: 1, protected: 2, followUp: 1 },
  overflow: {
    referral: { daysAhead: 3, at: 720 },
    protected: { daysAhead: 1, at: 720 },
    followUp: { daysAhead: 2, at: 720 },
    clinic: { daysAhead: 1, at: 900 },
  },
  overbooking: 2,
}

/** Wangjing's week: two rooms, mornings and afternoons, gaps where nobody comes yet. */
export const wangjingWeek: readonly Rhythm[] = [
  { key: 'mon-am', weekday: 1, who: '陈思远', plan: { ...kept, time: morning, room: '2 诊室' } },
  { key: 'tue-am', weekday: 2, who: '陈思远', plan: { time: morning, room: '2 诊室' } },
  { key: 'tue-pm', weekday: 2, who: '林若溪', plan: { time: afternoon, room: '1 诊室', kind: 'child' } },
  { key: 'wed-am', weekday: 3, who: '陈思远', plan: { ...kept, time: morning, room: '2 诊室' } },
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

/** Where somebody comes only every second or every fourth week; most others every week. */
const rarely: Readonly<Record<number, 2 | 4>> = { 1: 2, 17: 4, 19: 2, 22: 4, 23: 4, 25: 4, 53: 2, 55: 2 }

/** Another site's rhythm follows from its place in the list: every third has two half-days. */
export function rhythmsOf(siteNo: number, index: number): Rhythm[] {
  if (siteNo === demoSiteWithoutDay) return []
  const first: Rhythm = {
    key: 'a',
    weekday: 1 + (index % 5),
    who: '',
    plan: { everyWeeks: rarely[siteNo] ?? 1, time: index % 2 ? afternoon : morning },
    // Once in four weeks, and the day of this week over: nobody would come at all in the weeks that are looked at.
    startsIn: rarely[siteNo] === 4 ? 1 : 0,
  }
  const second: Rhythm = {
    key: 'b',
    weekday: 1 + ((index + 2) % 5),
    who: '',
    plan: { time: morning, kind: 'follow-up', room: '2 诊室' },
  }
  return index % 3 === 0 && !rarely[siteNo] ? [first, second] : [first]
}
