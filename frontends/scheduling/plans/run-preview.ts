import { computed, ref, watch } from 'vue'
import { addDays, type CalendarDay, type IsoDate, mondayOf } from '#shared/kernel/calendar.ts'
import {
  type DayDecision,
  occurrencesOf,
  type PlannedSession,
  type Template,
} from '#shared/scheduling/index.ts'
import { byDay, countOf, decisionsToSend, unusualDays, usualDecision } from './run.ts'
import { usePreview, useRunTemplates } from './template-queries.ts'

const asLine = ({ template, day, closed }: ReturnType<typeof occurrencesOf>[number]): PlannedSession => {
  const { templateId, time, room, practitionerName } = template
  const outcome = closed ? 'closed' : 'planned'
  return { templateId, date: day.date, time, room, practitionerName, day, outcome }
}

/** What the templates would make of the weeks to come, what is decided about their unusual days, and what came of it. */
export function useRunPreview(
  siteId: () => string,
  today: () => IsoDate,
  templates: () => readonly Template[],
) {
  const length = ref(28)
  const from = computed(() => addDays(mondayOf(today()), 7))
  const { data, error, isPending, refetch } = usePreview(
    siteId,
    () => from.value,
    () => length.value,
  )
  const { mutateAsync: run, error: refusal, isLoading } = useRunTemplates(siteId)
  const made = ref(new Map<IsoDate, DayDecision['as']>())
  const results = ref<readonly PlannedSession[]>()
  watch([length, siteId], () => {
    results.value = undefined
  })

  const days = computed(() => data.value?.days ?? [])
  const unusual = computed(() => unusualDays(days.value))
  const decisions = computed(() => decisionsToSend(days.value, made.value))
  const decisionOf = (day: CalendarDay): DayDecision['as'] =>
    made.value.get(day.date) ?? usualDecision(day).as
  function decide(day: CalendarDay, as: DayDecision['as']): void {
    made.value = new Map(made.value).set(day.date, as)
    results.value = undefined
  }

  /** The server's preview knows the usual days; what is decided here is worked out by the same rule. */
  const lines = computed<readonly PlannedSession[]>(() => {
    if (results.value) return results.value
    const shown = data.value?.lines ?? []
    const decided = new Set(decisions.value.map(({ date }) => date))
    const kept = shown.filter(({ date }) => !decided.has(date))
    const changed = days.value.filter(({ date }) => decided.has(date))
    return [...kept, ...occurrencesOf(templates(), changed, decisions.value).map(asLine)]
  })
  const parts = computed(() => byDay(days.value, lines.value))
  const planned = computed(() => countOf(lines.value, 'planned'))
  const refused = computed(() => countOf(lines.value, 'refused'))

  /** How many sessions were made; undefined where the run was refused. */
  async function start(publish: boolean): Promise<number | undefined> {
    const body = { from: from.value, days: length.value, publish, decisions: decisions.value }
    const answer = await run(body).catch(() => undefined)
    if (!answer) return undefined
    results.value = answer.lines
    return countOf(answer.lines, 'created', 'published')
  }

  return {
    ...{ length, from, data, error, isPending, refetch },
    ...{ unusual, decisionOf, decide },
    ...{ parts, planned, refused, results, start, refusal, isLoading },
  }
}
