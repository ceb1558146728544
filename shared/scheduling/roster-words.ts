import type { RosterKind } from './roster.ts'

/** How rosters head their columns. Other columns are passed over: rosters have many that say nothing of time. */
export const rosterColumns = {
  licence: ['执业证号', '执业证书编码', '执业证书编号', 'licence', 'license', 'licence number'],
  name: ['姓名', '医生', '医师', '医师姓名', 'name', 'practitioner'],
  /** Either of the two above, as the row has it. */
  who: ['执业证号或姓名', 'licence or name'],
  date: ['日期', '排班日期', 'date'],
  start: ['开始', '开始时间', '上班', '起', 'start'],
  end: ['结束', '结束时间', '下班', '止', 'end'],
  kind: ['类别', '类型', '班次', '班种', 'kind', 'type'],
  place: ['地点', '院区', '场所', 'place', 'location'],
} as const
export type RosterColumn = keyof typeof rosterColumns

/** How a file of roads heads its columns. */
export const roadColumns = {
  from: ['从', '出发', 'from'],
  to: ['到', '到达', 'to'],
  minutes: ['分钟', '分', 'minutes'],
} as const

/** Which column of the file stands for which of ours. */
export const columnsIn = <Name extends string>(
  headings: readonly string[],
  known: Readonly<Record<Name, readonly string[]>>,
): ReadonlyMap<Name, string> =>
  new Map(
    (Object.keys(known) as Name[]).flatMap((name) => {
      const heading = headings.find((one) => known[name].includes(one.trim().toLowerCase()))
      return heading === undefined ? [] : [[name, heading] as const]
    }),
  )

/** 类别 as hospitals write it. What stands first here, counts. */
const kindWords: readonly (readonly [RegExp, RosterKind])[] = [
  [/^(hospital-duty|duty|shift|on call)$/i, 'hospital-duty'],
  [/^(teaching|lecture|course)$/i, 'teaching'],
  [/^(leave|holiday|vacation|off|out of office)$/i, 'leave'],
  [/休假|年假|病假|事假|婚假|产假|探亲|请假|调休|补休|休息|公休|轮休|^休$|^假$/, 'leave'],
  [/教学|授课|带教|讲课|上课|培训|进修/, 'teaching'],
  [/门诊|病房|值班|查房|急诊|会诊|出诊|住院|值守|班$/, 'hospital-duty'],
]

/** The kind that a roster's word means; undefined where nobody can tell. */
export const rosterKindOf = (word: string): RosterKind | undefined =>
  kindWords.find(([pattern]) => pattern.test(word.trim()))?.[1]

/** `2026-09-15`, `2026/9/15`, `2026.9.15`, `20260915`, `2026年9月15日`; undefined where it is no day. */
export function rosterDate(text: string): string | undefined {
  const plain = text.trim()
  const match =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(plain) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(plain)
  if (!match) return undefined
  const [, year = '', month = '', day = ''] = match
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const known = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(known.getTime()) && known.toISOString().startsWith(date) ? date : undefined
}

/** `8:00`, `08：00`, `8点30`, `0800`, `24:00` as minutes after midnight; undefined where it is no time. */
export function rosterMinute(text: string): number | undefined {
  const plain = text
    .trim()
    .replace('：', ':')
    .replace(/[点时]/, ':')
    .replace(/分$/, '')
  const match = /^(\d{1,2}):(\d{2})?(?::00)?$/.exec(plain) ?? /^(\d{2})(\d{2})$/.exec(plain)
  if (!match) return undefined
  const [hour, minute] = [Number(match[1]), Number(match[2] ?? 0)]
  const total = hour * 60 + minute
  return minute < 60 && total <= 1440 ? total : undefined
}

/** Names of the one zone of China in calendars of all makers. */
export const isBeijingZone = (zone: string): boolean =>
  /^(\/.*\/)?(Asia\/(Shanghai|Chongqing|Chungking|Harbin|Beijing)|China Standard Time|PRC|北京时间|\(?(GMT|UTC)\+0?8:?00\)?.*)$/i.test(
    zone,
  )
