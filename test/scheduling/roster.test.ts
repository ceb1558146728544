import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { type Claim, missingTravel } from '#shared/kernel/claim.ts'
import { overlaps } from '#shared/kernel/interval.ts'
import {
  changesDay,
  decideRosterDay,
  type RosterGround,
  readRosterTable,
  rosterKindOf,
  type WantedDuty,
} from '#shared/scheduling/index.ts'
import { spansOf } from '../../shared/scheduling/roster.ts'
import { rosterDate, rosterMinute } from '../../shared/scheduling/roster-words.ts'

const travel = (from: string, to: string) => (from === to ? 0 : 30)
const isOurs = (claimId: string) => claimId.startsWith('ours.')
const source = { isOurs, travel }

const visit: Claim = {
  claimId: 'visit',
  kind: 'clinic-visit',
  placeId: 'site-050',
  time: { start: 840, end: 1020 },
}
const duty = (claimId: string, start: number, end: number, placeId = 'site-056'): WantedDuty => ({
  line: 2,
  claim: { claimId, kind: 'hospital-duty', placeId, time: { start, end } },
})

describe('a day after the import of a roster', () => {
  it('has what the roster says beside everything else', () => {
    const decided = decideRosterDay([visit], [duty('ours.a', 480, 720)], source)
    expect(decided.commitments.map(({ claimId }) => claimId)).toEqual(['ours.a', 'visit'])
    expect(decided.added).toHaveLength(1)
  })

  it('has lost what the same source brought and does not say any more, and nothing else', () => {
    const before = [duty('ours.a', 480, 720).claim, duty('theirs.a', 1100, 1200).claim, visit]
    const decided = decideRosterDay(before, [duty('ours.b', 480, 600)], source)
    expect(decided.commitments.map(({ claimId }) => claimId)).toEqual(['ours.b', 'visit', 'theirs.a'])
    expect(decided.removed.map(({ claimId }) => claimId)).toEqual(['ours.a'])
  })

  it('names a row that clashes with a visit by the kind and time of the visit, and keeps the visit', () => {
    const decided = decideRosterDay([visit], [duty('ours.a', 780, 900)], source)
    expect(decided.commitments).toEqual([visit])
    expect(decided.clashing).toEqual([
      { ...duty('ours.a', 780, 900), blocking: { kind: 'clinic-visit', time: { start: 840, end: 1020 } } },
    ])
  })

  it('names a row that leaves too little road, and says how much is missing', () => {
    const decided = decideRosterDay([visit], [duty('ours.a', 480, 820)], source)
    expect(decided.clashing).toMatchObject([{ missingMinutes: 10 }])
    expect(changesDay(decided)).toBe(false)
  })

  it('keeps what is there where a row of the day could not be read', () => {
    const before = [duty('ours.a', 480, 720).claim]
    const decided = decideRosterDay(before, [], { ...source, incomplete: true })
    expect(decided.commitments).toEqual(before)
    expect(changesDay(decided)).toBe(false)
  })

  const start = fc.integer({ min: 0, max: 1380 })
  const claims = (prefix: string) =>
    fc
      .array(
        fc.tuple(
          start,
          fc.integer({ min: 15, max: 300 }),
          fc.constantFrom('s1', 's2'),
          fc.integer({ max: 5, min: 0 }),
        ),
        { maxLength: 8 },
      )
      .map((all) =>
        all.map(([from, length, place, name], index) =>
          duty(`${prefix}.${name}.${index}`, from, Math.min(1440, from + length), place),
        ),
      )
  const dayOf = (wanted: readonly WantedDuty[], before: readonly Claim[] = []) =>
    decideRosterDay(before, wanted, { isOurs: () => false, travel }).commitments

  test.prop([claims('theirs'), claims('ours'), claims('ours')])(
    'holds for every person: one place at a time with the road between, what is not ours untouched, twice as once',
    (theirs, first, second) => {
      const others = dayOf(theirs)
      const once = decideRosterDay(others, first, source)
      const day = decideRosterDay(once.commitments, second, source)
      for (const a of day.commitments)
        for (const b of day.commitments)
          if (a !== b) expect(overlaps(a.time, b.time) || missingTravel(a, b, travel) > 0).toBe(false)
      for (const one of others) expect(day.commitments).toContainEqual(one)
      const ours = day.commitments.filter(({ claimId }) => isOurs(claimId))
      for (const one of ours) expect(second.map(({ claim }) => claim)).toContainEqual(one)
      expect(ours).toHaveLength(day.added.length + day.changed.length + day.unchanged)
      expect(day.added.length + day.changed.length + day.unchanged + day.clashing.length).toBe(second.length)
      const again = decideRosterDay(day.commitments, second, source)
      expect(changesDay(again)).toBe(false)
      expect(again.commitments).toEqual(day.commitments)
    },
  )
})

const person = (number: number, name: string) => ({
  practitionerId: `prac-${number}`,
  name,
  licenceNumber: `11011010500000${number}`,
  mainOrganisationId: 'site-056',
})
const ground: RosterGround = {
  people: [person(1, '陈思远'), person(2, '林若溪'), person(3, '林若溪')],
  places: [
    { siteId: 'site-056', name: '北京安定医院', shortName: '安定' },
    { siteId: 'site-050', name: '望京社区卫生服务中心', shortName: '望京' },
  ],
}
const columns = ['执业证号', '姓名', '日期', '开始', '结束', '类别', '地点']
const table = (...rows: readonly string[][]) => ({
  columns,
  rows: rows.map((cells, index) => ({
    line: index + 2,
    values: Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? ''])),
  })),
})

describe('a duty roster as a table', () => {
  it('is read by licence or by a name that only one person has, at the main hospital where no place is said', () => {
    const { rows, errors } = readRosterTable(
      table(
        ['110110105000002', '', '2026-09-16', '8:00', '12:00', '门诊', ''],
        ['', '陈思远', '2026/9/16', '13：30', '17:30', '带教', '望京'],
      ),
      ground,
    )
    expect(errors).toEqual([])
    expect(rows.map(({ external: _, ...row }) => row)).toEqual([
      {
        line: 2,
        practitionerId: 'prac-2',
        date: '2026-09-16',
        time: { start: 480, end: 720 },
        kind: 'hospital-duty',
        placeId: 'site-056',
      },
      {
        line: 3,
        practitionerId: 'prac-1',
        date: '2026-09-16',
        time: { start: 810, end: 1050 },
        kind: 'teaching',
        placeId: 'site-050',
      },
    ])
  })

  it('takes a night for what it is: two days', () => {
    const { rows } = readRosterTable(table(['', '陈思远', '20260916', '1700', '0800', '夜班']), ground)
    expect(rows.map(({ date, time }) => [date, time.start, time.end])).toEqual([
      ['2026-09-16', 1020, 1440],
      ['2026-09-17', 0, 480],
    ])
  })

  it('takes leave without times for the whole day, and nowhere', () => {
    const { rows } = readRosterTable(table(['', '陈思远', '2026年9月16日', '', '', '年假', '安定']), ground)
    expect(rows[0]).toMatchObject({ kind: 'leave', time: { start: 0, end: 1440 } })
    expect(rows[0]?.placeId).toBeUndefined()
  })

  it.each([
    [['', '', '2026-09-16', '8:00', '12:00', '门诊'], 'practitioner-missing'],
    [['999999999999999', '陈思远', '2026-09-16', '8:00', '12:00', '门诊'], 'practitioner-unknown'],
    [['', '无名', '2026-09-16', '8:00', '12:00', '门诊'], 'practitioner-unknown'],
    [['', '林若溪', '2026-09-16', '8:00', '12:00', '门诊'], 'name-ambiguous'],
    [['', '陈思远', '2026-02-30', '8:00', '12:00', '门诊'], 'date-invalid'],
    [['', '陈思远', '2026-09-16', '8:00', '8:00', '门诊'], 'time-invalid'],
    [['', '陈思远', '2026-09-16', '', '', '门诊'], 'time-invalid'],
    [['', '陈思远', '2026-09-16', '25:00', '26:00', '门诊'], 'time-invalid'],
    [['', '陈思远', '2026-09-16', '8:00', '12:00', '什么'], 'kind-unknown'],
  ])('names row %j: %s, and takes the others', (row, reason) => {
    const { rows, errors } = readRosterTable(
      table(row, ['', '陈思远', '2026-09-17', '8:00', '12:00', '']),
      ground,
    )
    expect(errors).toMatchObject([{ line: 2, reason }])
    expect(rows).toMatchObject([{ date: '2026-09-17', kind: 'hospital-duty' }])
  })

  it('names a row that is there twice', () => {
    const row = ['', '陈思远', '2026-09-17', '8:00', '12:00', '门诊']
    expect(readRosterTable(table(row, row), ground).errors).toMatchObject([{ line: 3, reason: 'row-twice' }])
  })

  it('takes a place that nobody knows for the main hospital, and counts it', () => {
    const read = readRosterTable(
      table(['', '陈思远', '2026-09-17', '8:00', '12:00', '门诊', '回龙观院区']),
      ground,
    )
    expect(read).toMatchObject({ assumedPlaces: 1, rows: [{ placeId: 'site-056' }] })
  })

  it('needs no names where it is one person’s own, and a column of days in any case', () => {
    const alone = { ...ground, people: [person(1, '陈思远')] }
    const rows = [{ line: 2, values: { date: '2026-09-17', start: '8:00', end: '12:00' } }]
    expect(readRosterTable({ columns: ['date', 'start', 'end'], rows }, alone).rows).toHaveLength(1)
    expect(readRosterTable({ columns: ['date', 'start', 'end'], rows }, ground).errors).toEqual([
      { line: 1, reason: 'column-missing' },
    ])
    expect(readRosterTable({ columns: ['姓名', '开始'], rows }, ground).errors).toMatchObject([
      { reason: 'column-missing' },
    ])
  })
})

describe('words of rosters', () => {
  it.each([
    ['上午门诊', 'hospital-duty'],
    ['二线值班', 'hospital-duty'],
    ['夜班', 'hospital-duty'],
    ['研究生授课', 'teaching'],
    ['休', 'leave'],
    ['调休', 'leave'],
    ['Leave', 'leave'],
    ['聚餐', undefined],
  ])('%s means %s', (word, kind) => expect(rosterKindOf(word)).toBe(kind))

  test.prop([fc.integer({ min: 0, max: 1440 })])('of times say every minute of the day back', (minute) => {
    const [hour, rest] = [Math.floor(minute / 60), minute % 60]
    const two = (figure: number) => String(figure).padStart(2, '0')
    for (const text of [`${hour}:${two(rest)}`, `${two(hour)}${two(rest)}`, `${hour}点${two(rest)}分`])
      expect(rosterMinute(text)).toBe(minute)
  })

  test.prop([fc.string()])('that are none are no day and no time', (text) => {
    const [date, minute] = [rosterDate(text), rosterMinute(text)]
    if (date !== undefined) expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/)
    if (minute !== undefined) expect(minute >= 0 && minute <= 1440).toBe(true)
  })

  test.prop([fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 0, max: 1440 })])(
    'of a span cover it without gap, whatever midnight it goes over',
    (from, to) => {
      fc.pre(from !== to)
      const spans = spansOf(from, to)
      const length = spans.reduce((sum, { time }) => sum + time.end - time.start, 0)
      expect(length).toBe(from < to ? to - from : to - from + 1440)
    },
  )
})
