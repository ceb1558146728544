import type { Table } from '#functions/platform/table.ts'
import { type PatientHit, patientHit, type SearchKind } from '#shared/patients/index.ts'
import { termEntity } from './entities.ts'
import { type TermKind, termKinds } from './terms.ts'

export const pageSize = 20

/** Where a kind of search looks, one source after the other: 桂兰 finds 王桂兰 after all whose name begins so. */
const sources: Partial<Record<SearchKind, readonly TermKind[]>> = {
  all: ['initials'],
  name: ['name', 'given'],
  initials: ['initials', 'given-initials'],
  'phone-tail': ['phone-tail'],
}

/** The line after which a page goes on: in which source, and whose. */
export interface Place {
  readonly kind: TermKind
  readonly term: string
  readonly patientId: string
}

export const isTermKind = (text: string): text is TermKind => termKinds.some((kind) => kind === text)

/** Greater than any character a name can hold. */
const beyond = '\u{10FFFF}'

type Line = PatientHit & { readonly kind: TermKind; readonly term: string }

/** Whom an earlier source has shown already is not shown again by a later one. */
const shownBefore = ({ kind, name, initials }: Line, prefix: string): boolean =>
  (kind === 'given' && name.startsWith(prefix)) || (kind === 'given-initials' && initials.startsWith(prefix))

/** Search within one site: each page reads its own lines, 0.5 RCU per 4 KB of them, however many patients there are. */
export function siteSearch(table: Table) {
  const terms = termEntity(table)

  async function linesAfter(
    siteId: string,
    kind: TermKind,
    prefix: string,
    place: Place | undefined,
    limit: number,
  ) {
    const last = { kind, term: prefix + beyond }
    const query = place
      ? terms.query.primary({ siteId }).between({ kind, term: place.term, patientId: place.patientId }, last)
      : terms.query.primary({ siteId, kind }).begins({ term: prefix })
    const { data } = await query.go({ limit: limit + 1 })
    const lines = data.map((line): Line => ({ ...patientHit.parse(line), kind, term: line.term }))
    return lines
      .filter(({ patientId, term }) => patientId !== place?.patientId || term !== place.term)
      .slice(0, limit)
  }

  /** `limit` lines of one source, or all that it has left. */
  async function sourceFrom(
    siteId: string,
    kind: TermKind,
    prefix: string,
    start: Place | undefined,
    limit: number,
  ) {
    const found: Line[] = []
    for (let place = start; found.length < limit; ) {
      const lines = await linesAfter(siteId, kind, prefix, place, limit)
      found.push(...lines.filter((line) => !shownBefore(line, prefix)))
      place = lines.at(-1)
      if (lines.length < limit) break
    }
    return found.slice(0, limit)
  }

  return async (
    siteId: string,
    by: SearchKind,
    prefix: string,
    after: Place | undefined,
  ): Promise<{ hits: PatientHit[]; last: Place | undefined }> => {
    const kinds = sources[by] ?? []
    const found: Line[] = []
    for (const kind of kinds.slice(after ? kinds.indexOf(after.kind) : 0)) {
      const wanted = pageSize + 1 - found.length
      const start = after?.kind === kind ? after : undefined
      if (wanted > 0) found.push(...(await sourceFrom(siteId, kind, prefix, start, wanted)))
    }
    const lines = found.slice(0, pageSize)
    return {
      hits: lines.map(({ kind: _, term: __, ...hit }) => hit),
      last: found.length > pageSize ? lines.at(-1) : undefined,
    }
  }
}
