import type { Handlers, Request } from '#functions/platform/request.ts'
import { dateAt } from '#shared/kernel/calendar.ts'
import { accept } from '#shared/kernel/decision.ts'
import {
  ledgerOf,
  ledgerOn,
  type practitionersContract,
  type Shown,
  type Warning,
  warningsOf,
} from '#shared/practitioners/index.ts'
import type { Notices } from './notice-repository.ts'
import type { PractitionersRepository } from './repository.ts'
import { allSeen } from './sight.ts'

type All = Handlers<typeof practitionersContract.operations>

interface Standing {
  readonly warning: Warning
  readonly told: boolean
  readonly seen: boolean
}

/** Each end with whether it was told at the level it is at, and whether this person has seen that. */
function standingOf(
  entries: readonly Shown[],
  notices: readonly Notices[],
  { now, actor }: Pick<Request, 'now' | 'actor'>,
  withinDays?: number,
): Standing[] {
  const told = new Map(notices.map((one) => [one.practitionerId, one.told]))
  return warningsOf(entries, dateAt(now), withinDays).map((warning) => {
    const mine = told
      .get(warning.practitionerId)
      ?.find(({ warningId, level }) => warningId === warning.warningId && level === warning.level)
    return { warning, told: mine !== undefined, seen: mine?.seenBy.includes(actor?.personId ?? '') ?? false }
  })
}

const unseenIn = (all: readonly Standing[]): number => all.filter(({ told, seen }) => told && !seen).length

export const noticeRoutes = (
  register: PractitionersRepository,
): Pick<All, 'listWarnings' | 'seeWarnings' | 'readLedger'> => ({
  async listWarnings(request) {
    const [all, notices] = await Promise.all([register.listPractitioners(), register.listNotices()])
    const standing = standingOf(allSeen(request, all), notices, request, request.query.withinDays)
    return accept({
      warnings: standing.map(({ warning, seen }) => ({ ...warning, seen })),
      unseen: unseenIn(standing),
    })
  },

  async seeWarnings(request) {
    const wanted = new Set(request.body.warningIds)
    const personId = request.actor?.personId ?? ''
    const all = allSeen(request, await register.listPractitioners())
    for (;;) {
      const notices = await register.listNotices(true)
      const unseen = standingOf(all, notices, request).filter((one) => one.told && !one.seen)
      const left = unseen.filter(({ warning }) => !wanted.has(warning.warningId)).length
      const touched = new Set(
        unseen
          .filter(({ warning }) => wanted.has(warning.warningId))
          .map(({ warning }) => warning.practitionerId),
      )
      const became = notices
        .filter(({ practitionerId }) => touched.has(practitionerId))
        .slice(0, 98)
        .map((one) => ({
          ...one,
          version: one.version + 1,
          told: one.told.map((line) =>
            wanted.has(line.warningId) && !line.seenBy.includes(personId)
              ? { ...line, seenBy: [...line.seenBy, personId] }
              : line,
          ),
        }))
      if (became.length === 0) return accept({ unseen: left })
      const entry = request.entry({ act: 'ends-seen', aggregateId: personId, basis: 'office' })
      if (await register.saveNotices(became, entry)) return accept({ unseen: left })
    }
  },

  async readLedger({ now }) {
    const today = dateAt(now)
    return accept(ledgerOn(ledgerOf(await register.listPractitioners(), today), today))
  },
})
