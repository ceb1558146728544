import { siteIdFor } from '#shared/alliance/index.ts'
import { addDays, dateAt } from '#shared/kernel/calendar.ts'
import { type DemoPart, inParallel } from './demo-data.ts'

interface Signed {
  readonly title: string
  readonly mode: 'technical-aid' | 'trusteeship' | 'hospital-runs-hospital'
  readonly upper: readonly number[]
  readonly lower: readonly number[]
  /** The term in days from today. */
  readonly term: readonly [number, number]
}

const all = Array.from({ length: 55 }, (_, index) => index + 1)

/** Invented agreements between real bodies: every mode, and every state that dates can give. */
const signed: readonly Signed[] = [
  {
    title: '朝阳区精神卫生医联体合作协议（演示）',
    mode: 'technical-aid',
    upper: [56, 69, 70],
    lower: all,
    term: [-500, 960],
  },
  {
    title: '望京社区精神科技术帮扶协议（演示）',
    mode: 'technical-aid',
    upper: [56],
    lower: [50],
    term: [-200, 530],
  },
  {
    title: '东湖社区精神科技术帮扶协议（演示）',
    mode: 'technical-aid',
    upper: [57],
    lower: [51],
    term: [-320, 45],
  },
  {
    title: '来广营社区精神科技术帮扶协议（演示）',
    mode: 'technical-aid',
    upper: [58],
    lower: [15],
    term: [-700, 18],
  },
  {
    title: '垡头社区精神科托管协议（演示）',
    mode: 'trusteeship',
    upper: [69],
    lower: [13],
    term: [-90, 1000],
  },
  {
    title: '三间房社区精神科院办院管协议（演示）',
    mode: 'hospital-runs-hospital',
    upper: [68],
    lower: [25],
    term: [-30, 700],
  },
  {
    title: '安贞社区精神科技术帮扶协议（演示）',
    mode: 'technical-aid',
    upper: [61],
    lower: [36],
    term: [-800, -70],
  },
  {
    title: '常营社区精神科技术帮扶协议（演示）',
    mode: 'technical-aid',
    upper: [56],
    lower: [23],
    term: [20, 750],
  },
]

const parties = (side: 'upper' | 'lower', numbers: readonly number[]) =>
  numbers.map((number) => ({ organisationId: siteIdFor(String(number)), side }))

export const agreements: DemoPart = async (ask, _size, onProgress) => {
  const { agreements: there } = await ask('GET', '/api/alliance/agreements')
  const titles = new Set(there.map(({ title }: { title: string }) => title))
  const today = dateAt(Date.now())
  const missing = signed.filter(({ title }) => !titles.has(title))
  const sign = async ({ title, mode, upper, lower, term: [from, to] }: Signed) => {
    const body = {
      title,
      mode,
      parties: [...parties('upper', upper), ...parties('lower', lower)],
      from: addDays(today, from),
      to: addDays(today, to),
    }
    await ask(
      'POST',
      '/api/alliance/agreements',
      body,
      `demo-agreement-${upper[0]}-${lower[0]}-${lower.length}`,
    )
  }
  await inParallel(missing, sign, onProgress)
}
