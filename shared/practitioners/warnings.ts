import * as z from 'zod'
import { addDays, daysBetween, type IsoDate, isoDate } from '#shared/kernel/calendar.ts'
import { id } from '#shared/kernel/ids.ts'
import { lastDayOf, practiceState } from './practice.ts'
import { endings, type Practice } from './practitioner.ts'
import { practitionersSettings } from './settings.ts'
import type { Shown } from './view.ts'

/** Something that ends soon, and with it the days of one practice or of all. */
export const warning = z.object({
  /** The same for the same end, however often it is asked: what was told once is known by it. */
  warningId: id,
  practitionerId: id,
  name: z.string(),
  initials: z.string(),
  what: z.enum(endings),
  /** The last day. */
  on: isoDate,
  days: z.int(),
  /** Of a licence or an insurance: every site that rests on it. */
  sites: z.array(z.object({ practiceId: id, siteId: id, siteName: z.string() })),
  /** 60, 30 or 7: the smallest that was reached. */
  level: z.int(),
})
export type Warning = z.infer<typeof warning>

const levels: readonly number[] = practitionersSettings.warningDays.value
const furthest = Math.max(...levels)

/** The smallest of the levels that has been reached, or undefined where the end is further off. */
export const levelOf = (days: number): number | undefined =>
  levels.filter((level) => days <= level).sort((a, b) => a - b)[0]

/** When the end of a day `on` is told, once at each level. */
export const tellingDays = (on: IsoDate): { readonly level: number; readonly date: IsoDate }[] =>
  levels.map((level) => ({ level, date: addDays(on, -level) }))

const standing = (one: Practice, today: IsoDate): boolean =>
  !['draft', 'submitted', 'correction', 'withdrawn', 'ended', 'expired'].includes(practiceState(one, today))

interface End {
  readonly what: Warning['what']
  readonly on: IsoDate
  readonly practices: readonly Practice[]
  readonly about: string
}

/** Every end that bears on days still to come: of filings, of agreements they name, of licence and insurance. */
export function endsOf(entry: Shown, today: IsoDate): End[] {
  const live = entry.practices.filter((one) => standing(one, today))
  if (live.length === 0) return []
  const filings = live
    .filter(
      ({ renewedBy }) =>
        entry.practices.find(({ practiceId }) => practiceId === renewedBy)?.stage !== 'filed',
    )
    .map((one) => ({ what: 'filing' as const, on: lastDayOf(one), practices: [one], about: one.practiceId }))
  const agreed = live
    .filter(({ endsBy }) => endsBy === 'agreement')
    .flatMap((one) => {
      const on = one.spans.at(-1)?.to
      return on === undefined
        ? []
        : [{ what: 'agreement' as const, on, practices: [one], about: one.practiceId }]
    })
  const { licence, insurance, practitionerId } = entry
  const own = [
    { what: 'licence' as const, on: licence?.to },
    { what: 'insurance' as const, on: insurance?.to },
  ].flatMap(({ what, on }) =>
    on === undefined ? [] : [{ what, on, practices: live, about: practitionerId }],
  )
  return [...filings, ...agreed, ...own]
}

/** Ends within `withinDays` from today on, the nearest first. What has ended already is a state, not a warning. */
export function warningsOf(
  entries: readonly Shown[],
  today: IsoDate,
  withinDays: number = furthest,
): Warning[] {
  return entries
    .flatMap((entry) =>
      endsOf(entry, today).flatMap(({ what, on, practices, about }) => {
        const days = daysBetween(today, on)
        const level = levelOf(days) ?? furthest
        if (days < 0 || days > withinDays) return []
        const sites = practices.map(({ practiceId, siteId, siteName }) => ({ practiceId, siteId, siteName }))
        const { practitionerId, name, initials } = entry
        return [
          {
            warningId: `${what}.${about}.${on}`,
            practitionerId,
            name,
            initials,
            what,
            on,
            days,
            sites,
            level,
          },
        ]
      }),
    )
    .sort((a, b) => a.on.localeCompare(b.on) || a.name.localeCompare(b.name, 'zh'))
}
