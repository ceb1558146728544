import { createHash } from 'node:crypto'
import { readCsv } from '#functions/platform/csv.ts'
import {
  type ReadRoster,
  type RosterGround,
  type RosterOwner,
  type RosterRequest,
  readRosterTable,
  unreadableRoster,
} from '#shared/scheduling/index.ts'
import { readRosterCalendar } from './roster-calendar.ts'

/** Rows of one file: a month of three hundred people. */
const mostRows = 10_000

export interface RosterFile extends Pick<RosterRequest, 'format' | 'file'> {
  readonly from: string
  readonly to: string
  /** Our own name in the ids of events that we have given away. */
  readonly host: string
}

/** Any file that hospitals and calendars write, as rows and what is wrong with the others. */
export function readRosterFile(file: RosterFile, ground: RosterGround): ReadRoster {
  const text = decoded(Buffer.from(file.file, 'base64'))
  if (text === undefined) return unreadableRoster('encoding-unknown')
  if (file.format === 'icalendar') return readRosterCalendar(text, file, ground)
  const read = readCsv(text, mostRows, { ragged: true })
  return read.ok ? readRosterTable(read.table, ground) : unreadableRoster(read.reason, read.line)
}

/** UTF-8 where it is well-formed, else GB 18030, which Chinese Excel writes; undefined where it is neither. */
function decoded(bytes: Uint8Array): string | undefined {
  for (const encoding of ['utf-8', 'gb18030'])
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
      if (!text.includes('\u0000')) return text
    } catch {}
  return undefined
}

const hashOf = (text: string, length: number): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, length)

/** A source within its owner; what an import brings carries it in its id. */
export const tagOf = ({ kind, id }: RosterOwner, source: string): string =>
  hashOf(`${kind}\n${id}\n${source}`, 12)

export const rosterClaims = (tag: string) => ({
  isOurs: (claimId: string): boolean => claimId.startsWith(`roster.${tag}.`),
  /** The same duty has the same id in every import of the source. */
  claimIdOf: (external: string): string => `roster.${tag}.${hashOf(external, 22)}`,
})
