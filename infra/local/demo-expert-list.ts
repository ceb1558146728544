import type { Specialty, Title } from '#shared/practitioners/index.ts'
import { dice } from './demo-data.ts'

/** A visiting expert of the demo, invented: practices by list number with their term in days from today. */
export interface Expert {
  readonly number: number
  readonly name: string
  readonly licenceNumber: string
  readonly title: Title
  readonly specialties: Specialty[]
  readonly languages: string[]
  readonly organisationNo: number
  readonly practices: readonly (readonly [siteNo: number, from: number, to: number])[]
}

type Practices = Expert['practices']
const at = (...sites: number[]): Practices => sites.map((site) => [site, -240, 490])

/** The people of the pictures, with the ends of term that the acceptance page shows. */
const named: readonly (readonly [string, Title, Specialty[], number, Practices])[] = [
  ['陈思远', 'chief', ['general', 'mood'], 56, at(50, 51, 34)],
  ['林若溪', 'associate-chief', ['child'], 56, at(50, 15, 47, 1)],
  ['贺文谦', 'chief', ['general'], 69, [...at(50, 15, 23), [9, -300, 42], [10, -300, 42]]],
  ['顾清和', 'chief', ['sleep', 'general'], 56, [[50, -290, 68], [15, -290, 68], ...at(41, 36)]],
  ['许安然', 'associate-chief', ['general', 'child'], 57, at(50, 51, 33)],
  ['欧阳景行', 'associate-chief', ['old-age'], 58, [[47, -330, 30], ...at(50, 12, 19)]],
  ['韩知行', 'chief', ['child', 'general'], 56, [[52, -305, 60], ...at(50, 3, 38)]],
  ['沈一诺', 'attending', ['child', 'general'], 58, [[8, -280, 76], ...at(15, 5, 20)]],
  ['秦书白', 'attending', ['child', 'general'], 59, [[50, -360, 5], ...at(51, 55)]],
  ['唐砚秋', 'associate-chief', ['child'], 56, [[38, -340, 17], ...at(50, 37)]],
  ['周明哲', 'attending', ['old-age', 'child'], 56, [[37, -345, 21], ...at(38, 50)]],
  ['何清越', 'chief', ['child'], 57, at(25, 50, 9)],
]

/** Hospitals of the alliance's list, the one that sends most experts most often. */
const hospitals = [56, 56, 56, 56, 57, 58, 59, 60, 61, 64, 65, 69, 69]
/** Community sites with an accepted department. */
const accepted = [
  1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15, 16, 17, 19, 20, 21, 22, 23, 24, 25, 30, 31, 32, 33, 34, 35, 36,
  37, 38, 39, 40, 41, 42, 50, 51, 52, 53, 54, 55,
]
const titles: readonly Title[] = [
  'chief',
  'associate-chief',
  'associate-chief',
  'attending',
  'attending',
  'attending',
]
const specialtySets: readonly Specialty[][] = [
  ['general'],
  ['general', 'mood'],
  ['general', 'follow-up'],
  ['general', 'anxiety'],
  ['child'],
  ['child', 'general'],
  ['old-age'],
  ['old-age', 'general'],
  ['sleep'],
  ['sleep', 'anxiety'],
  ['liaison', 'general'],
  ['addiction'],
  ['perinatal', 'mood'],
  ['general'],
  ['follow-up'],
]

/** Names that forms and fonts stumble over, before the ordinary ones. */
const rareNames = ['王㛃', '李䶮', '张𬀩', '阿不都热依木·买买提', '尉迟明远', '单雪', '姚敬之']
const surnames =
  '赵钱孙李周吴郑王冯陈卫蒋沈杨朱秦许何吕张孔曹严华魏陶姜谢邹苏潘葛范彭鲁韦马方俞任袁柳史唐薛雷贺汤罗郝安常于傅齐康伍余顾孟黄萧尹姚邵汪毛'
const given = [
  '致远',
  '文澜',
  '安宁',
  '景明',
  '思齐',
  '若兰',
  '怀瑾',
  '清扬',
  '知微',
  '书涵',
  '望舒',
  '承泽',
  '雨桐',
  '静姝',
  '明轩',
  '舒云',
  '子衿',
  '嘉树',
  '采薇',
  '云帆',
  '令仪',
  '以宁',
  '南星',
  '乐山',
]

function nameOf(index: number): string {
  const rare = rareNames[index]
  if (rare) return rare
  const place = index - rareNames.length
  return `${[...surnames][(place * 7) % 61]}${given[(place * 5 + Math.floor(place / 24)) % given.length]}`
}

const pick = <Item>(list: readonly Item[], index: number): Item => list[index % list.length] as Item

function invented(index: number): Omit<Expert, 'number' | 'licenceNumber'> {
  const roll = dice(index)
  const name = nameOf(index)
  const sites = [0, 1, 2].map((step) => pick(accepted, index * 3 + step))
  return {
    name,
    title: pick(titles, roll(titles.length)),
    specialties: pick(specialtySets, roll(specialtySets.length)),
    languages: name.includes('·') ? ['ug'] : [],
    organisationNo: pick(hospitals, roll(hospitals.length)),
    practices: sites.map((site) => [site, -120 - roll(200), 130 + roll(600)]),
  }
}

const count = 89
const numbered = (number: number, expert: Omit<Expert, 'number' | 'licenceNumber'>): Expert => ({
  number,
  // No authority issues numbers that begin so.
  licenceNumber: `990110000000${String(number).padStart(3, '0')}`,
  ...expert,
})

/** 89, as many as the district has (seed 002:L126-136). */
export const experts: readonly Expert[] = [
  ...named.map(([name, title, specialties, organisationNo, practices], index) =>
    numbered(index + 1, { name, title, specialties, languages: [], organisationNo, practices }),
  ),
  ...Array.from({ length: count - named.length }, (_, index) =>
    numbered(named.length + index + 1, invented(index)),
  ),
]
