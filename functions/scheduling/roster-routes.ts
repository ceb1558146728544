import { accept, refuse } from '#shared/kernel/decision.ts'
import type { Desk, SchedulingHandlers } from './desk.ts'
import { actingFor, keepSource, peopleOf, previewDays, readRoster, writeDays } from './roster-import.ts'
import { linesKept, linesShown, reportOf } from './roster-plan.ts'

/** 排班导入 */
export const rosterRoutes = (desk: Desk) =>
  ({
    async previewRoster(request) {
      const roster = await readRoster(desk, request, request.body)
      if (!roster.ok) return roster
      const { plan } = roster.value
      const decided = plan.read.count === 0 ? [] : await previewDays(desk, plan)
      return accept(reportOf(plan, decided, linesShown))
    },

    async importRoster(request) {
      const { body, createdId, now } = request
      const roster = await readRoster(desk, request, body)
      if (!roster.ok) return roster
      if (await desk.journal.findCreation('scheduling', createdId)) return refuse('roster-replayed')
      const { plan } = roster.value
      if (plan.read.count === 0) return refuse('roster-unreadable', { errors: plan.read.errors.slice(0, 20) })
      await keepSource(desk, request, roster.value, body.owner)
      const report = reportOf(plan, await writeDays(desk, request, plan, body), linesKept)
      const { from, to, practitioners, added, changed, removed, unchanged, clashing } = report
      const counts = { practitioners, added, changed, removed, unchanged, clashing }
      const made = {
        importId: createdId,
        source: body.source,
        format: body.format,
        at: now,
        from,
        to,
        ...counts,
        errors: plan.read.errors.length,
      }
      const act = {
        ...actingFor(request, body.owner),
        act: 'roster-imported',
        aggregateId: createdId,
        data: { owner: body.owner, ...counts },
        answer: report,
      }
      const { changed: changes, save } = desk.repository
      const written = await save([changes.rosterImport(body.owner, made)], request.entry(act))
      return written === 'saved' ? accept(report) : refuse('roster-replayed')
    },

    async listRosterImports(request) {
      const owner = { kind: request.query.ownerKind, id: request.query.ownerId }
      const owned = await peopleOf(desk, request, owner)
      return owned.ok ? accept({ imports: await desk.repository.listRosterImports(owner) }) : owned
    },
  }) satisfies Pick<SchedulingHandlers, 'previewRoster' | 'importRoster' | 'listRosterImports'>
