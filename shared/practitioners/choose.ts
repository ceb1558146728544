import { addDays, type IsoDate } from '#shared/kernel/calendar.ts'
import { type PracticeState, practiceHolds } from './practice.ts'
import type { Practitioner, Specialty } from './practitioner.ts'
import { matches, type PracticeView, type PractitionerView, type Shown, viewOf } from './view.ts'

type Named = Pick<Practitioner, 'name' | 'practitionerId'>
export const byName = (a: Named, b: Named): number =>
  a.name.localeCompare(b.name, 'zh') || a.practitionerId.localeCompare(b.practitionerId)

export interface PractitionerChoice {
  readonly search?: string | undefined
  readonly specialty?: Specialty | undefined
  /** Those who may see patients at the site on the day; today where none is said. */
  readonly site?: string | undefined
  readonly on?: IsoDate | undefined
  readonly organisation?: string | undefined
}

export function choosePractitioners(
  all: readonly Shown[],
  { search = '', specialty, site, on, organisation }: PractitionerChoice,
  today: IsoDate,
): Shown[] {
  const mayWorkThere = ({ practices }: Shown) =>
    practices.some((term) => term.siteId === site && practiceHolds(term, on ?? today))
  return all
    .filter((one) => matches(one, search))
    .filter((one) => specialty === undefined || one.specialties.includes(specialty))
    .filter((one) => site === undefined || mayWorkThere(one))
    .filter((one) => (organisation ?? one.mainOrganisationId) === one.mainOrganisationId)
}

export interface PracticeChoice {
  readonly state?: PracticeState | undefined
  readonly site?: string | undefined
  /** Only those whose last day is within so many days from today. */
  readonly withinDays?: number | undefined
}
export interface WhosePractice
  extends Pick<PractitionerView, 'practitionerId' | 'name' | 'initials' | 'title'> {
  readonly practice: PracticeView
}

/** Practices of everybody, those that end first coming first. */
export function choosePractices(
  all: readonly Shown[],
  { state, site, withinDays }: PracticeChoice,
  today: IsoDate,
): WhosePractice[] {
  const endsWithin = ({ lastDay }: PracticeView) =>
    withinDays === undefined || (lastDay >= today && lastDay <= addDays(today, withinDays))
  return all
    .map((one) => viewOf(one, today))
    .flatMap(({ practices, practitionerId, name, initials, title }) =>
      practices.map((practice) => ({ practitionerId, name, initials, title, practice })),
    )
    .filter(({ practice }) => (state ?? practice.state) === practice.state)
    .filter(({ practice }) => (site ?? practice.siteId) === practice.siteId)
    .filter(({ practice }) => endsWithin(practice))
    .sort((a, b) => a.practice.lastDay.localeCompare(b.practice.lastDay))
}
