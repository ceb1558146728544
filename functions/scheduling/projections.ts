import type { Interval } from '#shared/kernel/interval.ts'
import type { AreaPopulation, ClinicKind, SessionCounts } from '#shared/scheduling/index.ts'

/** What scheduling keeps of a site (alliance). */
export interface Clinic {
  readonly siteId: string
  readonly name: string
  readonly shortName: string
  readonly address: string
  readonly areaCode: string
  readonly areaName: string
  /** Such as `community-centre`; absent in what was told long ago. */
  readonly kind?: string | undefined
  readonly lon?: number | undefined
  readonly lat?: number | undefined
}

/** How many people live in a sub-district (alliance). */
export type AreaFigure = Pick<AreaPopulation, 'residents' | 'year' | 'source' | 'certainty'>

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
  /** Their main body, by name; absent in what was told long ago. */
  readonly organisationName?: string | undefined
  readonly terms: readonly Term[]
}

/** A session as its practitioner's week and calendar show it. */
export interface Work {
  readonly sessionId: string
  readonly siteName: string
  readonly address: string
  /** Of the site; absent where it has none, and in what was kept long ago. */
  readonly lon?: number | undefined
  readonly lat?: number | undefined
  readonly room: string
  readonly date: string
  readonly time: Interval
  readonly state: 'draft' | 'published' | 'stopped' | 'discarded'
}

/** A session's numbers as they were counted last. */
export interface Counted {
  readonly counts: SessionCounts
  /** The sum of the numbers' versions: it rises with each change of any of them, so the later count is known by it. */
  readonly counted: number
}

/** `[numbers, taken, seen, missed]` */
export type PackedCounts = readonly [number, number, number, number]

export interface KeptWork {
  readonly work: Work
  readonly version: number
  readonly counts?: SessionCounts | undefined
  readonly counted?: number | undefined
}

export const filedOn = ({ terms }: SiteDoctor, date: string): boolean =>
  terms.some(({ from, to }) => from <= date && date <= to)
