import type { Interval } from '#shared/kernel/interval.ts'
import type { ClinicKind } from '#shared/scheduling/index.ts'

/** What scheduling keeps of a site (alliance). */
export interface Clinic {
  readonly siteId: string
  readonly name: string
  readonly shortName: string
  readonly address: string
  readonly areaCode: string
  readonly areaName: string
  readonly lon?: number | undefined
  readonly lat?: number | undefined
}

export interface Department {
  readonly departmentId: string
  readonly siteId: string
  readonly name: string
  readonly accepted: boolean
}

/** A term of practice at a site, both days included. */
export interface Term {
  readonly from: string
  readonly to: string
}

/** What scheduling keeps of a practitioner, as one site sees them. */
export interface SiteDoctor {
  readonly practitionerId: string
  readonly siteId: string
  readonly name: string
  readonly title: string
  readonly initials: string
  readonly kinds: readonly ClinicKind[]
  readonly terms: readonly Term[]
}

/** A session as its practitioner's calendar shows it. */
export interface Work {
  readonly sessionId: string
  readonly siteName: string
  readonly address: string
  readonly room: string
  readonly date: string
  readonly time: Interval
  readonly state: 'draft' | 'published' | 'stopped' | 'discarded'
}

export const filedOn = ({ terms }: SiteDoctor, date: string): boolean =>
  terms.some(({ from, to }) => from <= date && date <= to)
