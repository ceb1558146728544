import * as z from 'zod'
import { isoDate } from '#shared/kernel/calendar.ts'
import { id } from '#shared/kernel/ids.ts'

/** 住院, 主治, 副主任, 主任医师. */
export const titles = ['resident', 'attending', 'associate-chief', 'chief'] as const
export const title = z.enum(titles)
export type Title = (typeof titles)[number]

/** What patients come for and clinics ask by; `follow-up` is that of severe disorders (精防随访). */
export const specialties = [
  'general',
  'child',
  'old-age',
  'sleep',
  'mood',
  'anxiety',
  'addiction',
  'liaison',
  'perinatal',
  'follow-up',
] as const
export const specialty = z.enum(specialties)
export type Specialty = (typeof specialties)[number]

/** BCP 47 tags of languages spoken in the consultation besides Mandarin. */
export const languages = ['en', 'ug', 'bo', 'mn', 'yue', 'ja', 'ko', 'csl'] as const

/** Why a practitioner may work at a site: see `practiceBases` in settings for each one's source. */
export const bases = ['alliance', 'filing', 'main'] as const
export type Basis = (typeof bases)[number]

/** 医师执业证书编码: 15 figures (recalled). */
export const licenceNumber = z.string().regex(/^\d{15}$/)

const text = (longest: number) => z.string().trim().min(1).max(longest)
const ordered = ({ from, to }: { from?: string | undefined; to?: string | undefined }) =>
  from === undefined || to === undefined || from <= to

/** 执业类别: 临床, 中医, 口腔, 公共卫生 (医师法 art. 14: practice is by registered place, category and scope). */
export const licenceCategories = ['clinical', 'tcm', 'dental', 'public-health'] as const
/** 执业范围, as far as it matters here: 精神卫生 is what a visiting psychiatrist must have. */
export const licenceScopes = [
  'mental-health',
  'general-practice',
  'internal',
  'paediatrics',
  'tcm',
  'other',
] as const

/** What stands on the licence besides its number. Dates are there where the licence has any. */
export const licence = z
  .strictObject({
    category: z.enum(licenceCategories),
    scope: z.array(z.enum(licenceScopes)).min(1).max(licenceScopes.length),
    from: isoDate.optional(),
    to: isoDate.optional(),
  })
  .refine(ordered, { error: 'ends-before-it-begins', path: ['to'] })
export type Licence = z.infer<typeof licence>

/** 医疗责任保险: who insures, under which number, and for how long. */
export const insurance = z
  .strictObject({ insurer: text(60), policyNumber: text(40), from: isoDate, to: isoDate })
  .refine(ordered, { error: 'ends-before-it-begins', path: ['to'] })
export type Insurance = z.infer<typeof insurance>
const distinct = (list: readonly string[]) => new Set(list).size === list.length
const listOf = <T extends z.ZodType<string>>(item: T, fewest: number) =>
  z.array(item).min(fewest).max(10).refine(distinct, { error: 'named-twice' })

export const practitionerFields = z.strictObject({
  name: text(40),
  licenceNumber,
  title,
  specialties: listOf(specialty, 1),
  languages: listOf(z.enum(languages), 0).default([]),
  /** 主要执业机构: the one body at which the licence is registered (医师法 art. 14–15). */
  mainOrganisationId: id,
  licence: licence.optional(),
  insurance: insurance.optional(),
  /** Invented people of a demonstration are marked, on screen and in exports. */
  demo: z.boolean().optional(),
})
export type PractitionerFields = z.infer<typeof practitionerFields>

export const practiceShape = z.strictObject({
  siteId: id,
  basis: z.enum(bases),
  /** Of a filing: its number with the authority, once there is one. */
  filingNumber: text(40).optional(),
  /** The cooperation agreement that it rests on, where one is named: its end is the practice's. */
  agreementId: id.optional(),
  /** The term, both days included. */
  from: isoDate,
  to: isoDate,
})

/** What is filed: a place, a legal basis and a term. */
export const practiceFields = practiceShape.refine(ordered, { error: 'ends-before-it-begins', path: ['to'] })
export type PracticeFields = z.infer<typeof practiceFields>
export const practiceRequest = practiceShape
  .extend({ version: z.int().min(1) })
  .refine(ordered, { error: 'ends-before-it-begins', path: ['to'] })

/** Where the papers stand; whether a filed practice holds on a day follows from its dates (practice.ts). */
export const paperStages = ['draft', 'submitted', 'correction', 'filed', 'withdrawn'] as const

/** Days on which a filed practice rests, both included; open where its end is not known. */
export const suspension = z.strictObject({ from: isoDate, to: isoDate.optional(), reason: text(300) })
export type Suspension = z.infer<typeof suspension>

/** Days in a row, both included. */
export const span = z.strictObject({ from: isoDate, to: isoDate })
export type Span = z.infer<typeof span>

/** What a practice can end by. */
export const endings = ['filing', 'licence', 'insurance', 'agreement'] as const
export type Ending = (typeof endings)[number]

/** 多点执业: a term at a site. Once filed it is not rewritten, only ended: what held when a patient was seen stays known. */
export const practice = practiceShape.extend({
  practiceId: id,
  siteName: z.string(),
  siteShortName: z.string(),
  /** The body of the site: its agreements bear the practice. */
  organisationId: id.optional(),
  stage: z.enum(paperStages),
  /** The last day, where it was ended before its term. */
  endedOn: isoDate.optional(),
  endReason: z.string().optional(),
  filedAt: z.number(),
  suspensions: z.array(suspension).optional(),
  /** The practice whose term this one continues, and the one that continues this one. */
  renews: id.optional(),
  renewedBy: id.optional(),
  /** The days on which patients may be seen: the term without suspensions, within all that it rests on. */
  spans: z.array(span),
  /** Which end comes first. */
  endsBy: z.enum(endings),
})
export type Practice = z.infer<typeof practice>

export const practitioner = z.strictObject({
  ...practitionerFields.shape,
  practitionerId: id,
  languages: z.array(z.enum(languages)),
  /** First letters of the pinyin of the name, lower case. */
  initials: z.string(),
  mainOrganisationName: z.string(),
  practices: z.array(practice),
  version: z.int(),
  /** Who changed the entry last, by name, and when (milliseconds since the epoch); the office's to see. */
  changed: z.strictObject({ by: z.string(), at: z.number() }).optional(),
})
export type Practitioner = z.infer<typeof practitioner>
