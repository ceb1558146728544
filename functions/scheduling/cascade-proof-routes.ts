import { dateAt, minuteAt } from '#shared/kernel/calendar.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import { clock, span } from '#shared/kernel/interval.ts'
import { byNeedThenTime, outcomeOf, parseSessionId } from '#shared/scheduling/index.ts'
import type { Asking } from './cascade-acting.ts'
import type { StoredLine } from './cascade-repository.ts'
import type { Desk, Handler } from './desk.ts'
import { mayCascade } from './policy.ts'
import { filled, type Words, wordsIn } from './words.ts'

/** The whole of one session with its lines; reading it leaves an entry. */
async function reading(desk: Desk, request: Asking, sessionId: string, action: 'read' | 'export') {
  const key = parseSessionId(sessionId)
  if (!key || !mayCascade(request, action, key.siteId)) return undefined
  const [cascade, lines] = await Promise.all([
    desk.repository.findCascade(key),
    desk.repository.listLines(key),
  ])
  if (!cascade) return undefined
  const patientIds = lines.map(({ patientId }) => patientId)
  const act = `cascade-${action === 'read' ? 'read' : 'exported'}`
  await desk.journal.note(request.entry({ act, aggregateId: sessionId, bodyId: key.siteId, patientIds }))
  return { cascade, lines: lines.sort(byNeedThenTime) }
}

export const readCascade: Handler<'readCascade'> = (desk) => async (request) => {
  const found = await reading(desk, request, request.params.sessionId, 'read')
  return found ? accept(found) : refuse('cascade-unknown')
}

const momentOf = (at: number | undefined): string =>
  at === undefined ? '' : `${dateAt(at)} ${clock(minuteAt(at))}`

type ProofWords = Words['proof']

const toldIn = ({ told }: StoredLine, { channel, to, delivery }: ProofWords): string =>
  told
    .map((one) => `${channel[one.channel]}/${to[one.to]}: ${delivery[one.state]} ${momentOf(one.at)}`)
    .join('; ')

const cellsOf = (line: StoredLine, words: ProofWords) => {
  const { movedTo, reached } = line
  return {
    number: line.number,
    time: span(line.time),
    name: line.card.name,
    outcome: words.outcome[outcomeOf(line)],
    movedTo: movedTo ? `${movedTo.siteName} ${movedTo.date} ${clock(movedTo.time.start)}` : '',
    how: reached ? words.how[reached.how] : '',
    at: momentOf(reached?.at),
    by: reached?.by ?? '',
    note: reached?.note ?? '',
    unanswered: line.unanswered,
    told: toldIn(line, words),
  }
}

/** Who was reached when, by which channel and by whom: a row for each patient, for spreadsheets. */
export const exportProof: Handler<'exportProof'> = (desk) => async (request) => {
  const found = await reading(desk, request, request.params.sessionId, 'export')
  if (!found) return refuse('cascade-unknown')
  const { csvFile } = await import('#functions/platform/csv.ts')
  const { proof } = wordsIn(request.query.lang)
  const columns = Object.keys(proof.columns) as (keyof ProofWords['columns'])[]
  const rows = found.lines.map((line) => {
    const cells = cellsOf(line, proof)
    return columns.map((column) => cells[column])
  })
  const content = csvFile([columns.map((column) => proof.columns[column]), ...rows])
  const { siteName: site, date } = found.cascade
  return accept({ content, fileName: `${filled(proof.file, { site, date })}.csv` })
}
