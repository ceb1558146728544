import type { Request } from '#functions/platform/request.ts'
import { addDays, dateAt } from '#shared/kernel/calendar.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import type { Operation } from '#shared/kernel/operation.ts'
import {
  type DayDecision,
  type Occurrence,
  occurrencesOf,
  type PlannedSession,
  planOn,
  type Session,
  sessionIdOf,
  type Template,
} from '#shared/scheduling/index.ts'
import { type Desk, type SchedulingHandlers, untilSaved } from './desk.ts'
import { calendarDays } from './holidays.ts'
import { lettingGo } from './letting-go.ts'
import { mayPublish, mayReadTemplates } from './policy.ts'
import { sessionAct } from './session-events.ts'
import { decideSession, freshSlots, placing } from './session-plan.ts'

/** A template makes at most one session of a day, and always the same one: a second run finds it. */
const keyOn = (template: Template, date: string) => ({
  siteId: template.siteId,
  date,
  suffix: template.templateId.slice(0, 6),
})

const lineOf = (
  { template, day }: Occurrence,
  outcome: PlannedSession['outcome'],
  more: Partial<PlannedSession> = {},
): PlannedSession => ({
  templateId: template.templateId,
  date: day.date,
  time: template.time,
  room: template.room,
  practitionerName: template.practitionerName,
  day,
  outcome,
  ...more,
})

async function occurrences(
  { repository }: Desk,
  siteId: string,
  from: string,
  days: number,
  decisions: readonly DayDecision[],
) {
  const [templates, sessions] = await Promise.all([
    repository.listTemplates(siteId),
    repository.listSessions(siteId, from, addDays(from, days - 1)),
  ])
  const there = new Set(sessions.map(({ sessionId }) => sessionId))
  return { there, found: occurrencesOf(templates, await calendarDays(from, days), decisions) }
}

interface Run {
  readonly request: Pick<Request<Operation>, 'entry' | 'now'>
  readonly publish: boolean
}

/** One template on one day: its session, planned or published at once, in one write. */
async function runOne(
  desk: Desk,
  occurrence: Occurrence,
  { request, publish }: Run,
): Promise<PlannedSession> {
  const { template, day } = occurrence
  const sessionId = sessionIdOf(keyOn(template, day.date))
  const planning = {
    siteId: template.siteId,
    sessionId,
    plan: planOn(template, day.date),
    now: request.now,
    version: 1,
    templateId: template.templateId,
  }
  const decision = await decideSession(desk, planning)
  const refused = ({ reason, facts }: { reason: string; facts?: Readonly<Record<string, unknown>> }) =>
    lineOf(occurrence, 'refused', { problem: reason, ...(facts ? { facts } : {}) })
  if (!decision.ok) return refused(decision)
  const session: Session = { ...decision.value, state: publish ? 'published' : 'draft' }
  return untilSaved(async () => {
    const places = await placing(desk, session)
    if (!places.ok) return refused(places)
    const { changed, save, findSession } = desk.repository
    const slots = publish
      ? [...freshSlots(session).map(changed.slot), ...lettingGo(desk, session, request.now)]
      : []
    const act = sessionAct(publish ? 'session-published' : 'session-planned', session)
    const written = await save([...places.value, changed.session(session), ...slots], request.entry(act))
    if (written === 'saved') return lineOf(occurrence, publish ? 'published' : 'created', { sessionId })
    return (await findSession(keyOn(template, day.date), { fresh: true }))
      ? lineOf(occurrence, 'exists', { sessionId })
      : undefined
  })
}

/** Days beside each other, one day after its own order: sessions of one day compete for rooms and people. */
async function runAll(
  desk: Desk,
  found: readonly Occurrence[],
  there: ReadonlySet<string>,
  run: Run,
): Promise<PlannedSession[]> {
  const byDay = [...Map.groupBy(found, ({ day }) => day.date).values()]
  const lines: PlannedSession[][] = byDay.map(() => [])
  let nextDay = 0
  const worker = async () => {
    while (nextDay < byDay.length) {
      const index = nextDay++
      for (const one of byDay[index] ?? [])
        lines[index]?.push(known(one, there) ?? (await runOne(desk, one, run)))
    }
  }
  await Promise.all(Array.from({ length: 4 }, worker))
  return lines.flat()
}

function known(occurrence: Occurrence, there: ReadonlySet<string>): PlannedSession | undefined {
  const sessionId = sessionIdOf(keyOn(occurrence.template, occurrence.day.date))
  if (there.has(sessionId)) return lineOf(occurrence, 'exists', { sessionId })
  return occurrence.closed ? lineOf(occurrence, 'closed') : undefined
}

/** What the templates would make of days, and the making. */
export const templateRunRoutes = (desk: Desk) =>
  ({
    async previewTemplates(request) {
      const { params, query } = request
      if (!mayReadTemplates(request, params.siteId)) return refuse('site-unknown')
      const { there, found } = await occurrences(desk, params.siteId, query.from, query.days, [])
      const lines = found.map((one) => known(one, there) ?? lineOf(one, 'planned'))
      return accept({ days: await calendarDays(query.from, query.days), lines })
    },

    async runTemplates(request) {
      const { params, body, now } = request
      if (!mayPublish(request, params.siteId)) return refuse('site-unknown')
      if (body.from < dateAt(now)) return refuse('date-past')
      const { there, found } = await occurrences(desk, params.siteId, body.from, body.days, body.decisions)
      return accept({ lines: await runAll(desk, found, there, { request, publish: body.publish }) })
    },
  }) satisfies Pick<SchedulingHandlers, 'previewTemplates' | 'runTemplates'>
