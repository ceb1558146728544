import { siteIdFor } from '#shared/alliance/index.ts'
import { addDays, dateAt, daysFrom, weekdayOf } from '#shared/kernel/calendar.ts'
import type { DemoStep } from './demo.ts'
import type { Call } from './demo-call.ts'
import { type Expert, experts } from './demo-expert-list.ts'

const office = 'fang-minzhi'
const weeks = 4

/** One line of a hospital's roster: who, when and what, as the file has it. */
type Line = readonly string[]
const heading: Line = ['执业证号', '姓名', '日期', '开始', '结束', '类别']

/**
 * An expert's own week at the hospital follows from their number: four mornings of clinic or ward, an afternoon on duty or
 * teaching; every seventeenth is on leave next week.
 */
function linesOf({ number, licenceNumber, name }: Expert, today: string): Line[] {
  const [away, late] = [1 + ((number + 2) % 5), 1 + (number % 5)]
  const line = (date: string, start: string, end: string, kind: string): Line => [
    licenceNumber,
    name,
    date,
    start,
    end,
    kind,
  ]
  return daysFrom(addDays(today, 1), weeks * 7).flatMap((date, index) => {
    const weekday = weekdayOf(date)
    if (weekday > 5) return []
    if (number % 17 === 0 && index >= 7 && index < 14) return [line(date, '', '', '年假')]
    return [
      ...(weekday === away ? [] : [line(date, '8:00', '11:30', number % 2 ? '门诊' : '病房')]),
      ...(weekday === late ? [line(date, '13:30', '17:00', number % 7 ? '值班' : '带教')] : []),
    ]
  })
}

const fileOf = (lines: readonly Line[]): string =>
  Buffer.from([heading, ...lines].map((cells) => `${cells.join(',')}\r\n`).join('')).toString('base64')

/** The roster of a hospital, as its referral desk would send it each month; what clashes with a clinic is left out. */
async function bringRoster(call: Call, organisationNo: number, people: readonly Expert[], today: string) {
  const body = {
    owner: { kind: 'organisation', id: siteIdFor(String(organisationNo)) },
    source: '门诊病房排班',
    format: 'csv',
    file: fileOf(people.flatMap((expert) => linesOf(expert, today))),
    from: addDays(today, 1),
    to: addDays(today, weeks * 7),
  }
  const key = `demo-roster-${organisationNo}-${today}`
  await call(office, 'POST', '/api/scheduling/roster-imports', body, key)
}

/** Roads that somebody has measured, by list numbers: at noon it is not the distance that counts. Minutes there and back. */
const measured: readonly (readonly [from: number, to: number, there: number, back: number])[] = [
  [56, 50, 45, 40],
  [56, 51, 50, 45],
  [56, 15, 50, 50],
  [56, 47, 35, 35],
  [56, 38, 35, 30],
  [38, 50, 20, 20],
  [57, 50, 40, 40],
  [50, 51, 15, 15],
  [50, 15, 20, 25],
  [69, 50, 30, 30],
]

async function measureRoads(call: Call): Promise<void> {
  const rows = measured.flatMap(([from, to, there, back]) => {
    const [a, b] = [siteIdFor(String(from)), siteIdFor(String(to))]
    return [`${a},${b},${there}`, `${b},${a},${back}`]
  })
  const csv = `from,to,minutes\n${rows.join('\n')}\n`
  await call(office, 'POST', '/api/scheduling/travel-import', { csv }, 'demo-roads')
}

/** What hospitals tell of their people's time. The clinics stand already: a duty gives way to them, row by row. */
export const rostersDemo: DemoStep = async (call, { size, onProgress }) => {
  const today = dateAt(Date.now())
  const known = size === 'full' ? experts : experts.slice(0, 24)
  const byHospital = [...Map.groupBy(known, ({ organisationNo }) => organisationNo)]
  let done = 0
  await measureRoads(call)
  for (const [organisationNo, people] of byHospital) {
    await bringRoster(call, organisationNo, people, today)
    onProgress(++done, byHospital.length)
  }
}
