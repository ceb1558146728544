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
  /** Invented people of a demonstration are marked, on screen and in exports. */
  demo: z.boolean().optional(),
})
export type PractitionerFields = z.infer<typeof practitionerFields>

const term = ({ from, to }: { from: string; to: string }) => from <= to

const practiceShape = z.strictObject({
  siteId: id,
  basis: z.enum(bases),
  /** Of a filing: its number with the authority, once there is one. */
  filingNumber: text(40).optional(),
  /** The term, both days included. */
  from: isoDate,
  to: isoDate,
})

/** What is filed: a place, a legal basis and a term. */
export const practiceFields = practiceShape.refine(term, { error: 'ends-before-it-begins', path: ['to'] })
export type PracticeFields = z.infer<typeof practiceFields>
export const practiceRequest = practiceShape
  .extend({ version: z.int().min(1) })
  .refine(term, { error: 'ends-before-it-begins', path: ['to'] })

/** 多点执业: a term at a site. Once filed it is not rewritten, only ended: what held when a patient was seen stays known. */
export const practice = practiceShape.extend({
  practiceId: id,
  siteName: z.string(),
  siteShortName: z.string(),
  /** The last day, where it was ended before its term. */
  endedOn: isoDate.optional(),
  endReason: z.string().optional(),
  filedAt: z.number(),
})
export type Practice = z.infer<typeof practice>

export const practitioner = practitionerFields.extend({
  practitionerId: id,
  languages: z.array(z.enum(languages)),
  /** First letters of the pinyin of the name, lower case. */
  initials: z.string(),
  mainOrganisationName: z.string(),
  practices: z.array(practice),
  version: z.int(),
})
export type Practitioner = z.infer<typeof practitioner>
