import writeExcel, { type CellObject, type SheetData } from 'write-excel-file/node'
import { dateAt, minuteAt } from '#shared/kernel/calendar.ts'
import { guarded } from '#shared/kernel/formula-guard.ts'
import { clock } from '#shared/kernel/interval.ts'
import type { SessionWithSlots, Slot } from '#shared/scheduling/index.ts'
import { filled, type Language, type Words, wordsIn } from './words.ts'

export interface SheetFacts {
  readonly site: string
  readonly date: string
  /** Who takes the list away. */
  readonly person: string
  readonly now: number
  readonly demo: boolean
}

/** A cell of text: its type is written down; guarded besides, for who saves it as CSV and opens that again. */
export const textCell = (value: string): CellObject => ({ value: guarded(value), type: String })

const headings = [
  'number',
  'time',
  'practitioner',
  'room',
  'name',
  'sex',
  'birthYear',
  'phone',
  'visit',
  'pool',
  'code',
  'state',
  'note',
] as const
const widths = [5, 8, 12, 10, 20, 6, 8, 13, 8, 8, 9, 10, 24]

function rowOf(
  { practitionerName, room }: SessionWithSlots,
  { number, time, pool, state, held }: Slot,
  words: Words,
): CellObject[] {
  const masked = held?.card.phoneTail ? `*******${held.card.phoneTail}` : ''
  const values = [
    String(number),
    clock(time.start),
    practitionerName,
    room,
    held?.card.name ?? '',
    held ? words.sex[held.card.sex] : '',
    held ? String(held.card.birthYear) : '',
    masked,
    held ? words.visit[held.visit] : '',
    words.pool[pool],
    held?.code ?? '',
    words.state[state],
    held?.note ?? '',
  ]
  return values.map(textCell)
}

/** The day list as an Excel file: phones masked, who exported it and when in the second row. */
export async function daySheet(
  sessions: readonly SessionWithSlots[],
  facts: SheetFacts,
  language: Language,
): Promise<Uint8Array<ArrayBuffer>> {
  const words = wordsIn(language)
  const { site, date, person, now, demo } = facts
  const time = `${dateAt(now)} ${clock(minuteAt(now))}`
  const data: SheetData = [
    [{ ...textCell(filled(words.dayList.title, { site, date })), fontWeight: 'bold' }],
    [
      textCell(
        `${filled(words.dayList.exported, { person, time })}${demo ? ` · ${words.dayList.demo}` : ''}`,
      ),
    ],
    headings.map((heading) => ({ ...textCell(words.dayList[heading]), fontWeight: 'bold' as const })),
    ...sessions.flatMap((session) => session.slots.map((slot) => rowOf(session, slot, words))),
  ]
  const options = { sheet: date, columns: widths.map((width) => ({ width })), stickyRowsCount: 3 }
  return new Uint8Array(await writeExcel(data, options).toBuffer())
}
