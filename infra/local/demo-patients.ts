import { checkDigitOf, type NewPatient } from '#shared/patients/index.ts'
import type { DemoStep } from './demo.ts'
import { demoPatientSites, demoSite } from './demo-people.ts'

/** All invented: ID numbers are sound but made up, phones are of a range that nobody has (199 0000). */
const fictionalPhone = (tail: string): string => `1990000${tail}`

type Registration = NewPatient & { readonly key: string }

const wangjing = demoSite(50)

interface Named {
  readonly key: string
  readonly name: string
  readonly sex: '1' | '2'
  readonly birthDate: string
  readonly tail: string
  /** Wangjing where absent. */
  readonly siteNo?: number
  readonly more?: Partial<NewPatient>
}

interface Child {
  readonly key: string
  readonly name: string
  readonly sex: '1' | '2'
  readonly birthDate: string
  readonly tail: string
  readonly siteNo: number
  readonly parent: string
}

/** They wait for a child psychiatrist where none comes. */
const children: readonly Child[] = [
  {
    key: 'meng-xiaobei',
    name: '孟小北',
    sex: '1',
    birthDate: '2013-04-02',
    tail: '6101',
    siteNo: 38,
    parent: '孟凡',
  },
  {
    key: 'he-yiming',
    name: '贺一鸣',
    sex: '1',
    birthDate: '2011-09-15',
    tail: '6102',
    siteNo: 38,
    parent: '贺晓东',
  },
  {
    key: 'ji-sitian',
    name: '纪思甜',
    sex: '2',
    birthDate: '2015-01-20',
    tail: '6103',
    siteNo: 38,
    parent: '刘佳',
  },
  {
    key: 'tang-keke',
    name: '汤可可',
    sex: '2',
    birthDate: '2012-12-05',
    tail: '6104',
    siteNo: 51,
    parent: '汤勇',
  },
  {
    key: 'bai-xiaoman',
    name: '柏小满',
    sex: '2',
    birthDate: '2014-05-21',
    tail: '6105',
    siteNo: 1,
    parent: '柏青',
  },
]

/** The people of the demo's pictures. Their keys make their ids: see demo-ids.ts. */
const named: readonly Named[] = [
  {
    key: 'wang-guilan',
    name: '王桂兰',
    sex: '2',
    birthDate: '1959-03-08',
    tail: '2210',
    more: { guardian: { name: '王敏', relation: 'child', phone: fictionalPhone('2211') } },
  },
  { key: 'yang-fan', name: '杨帆', sex: '1', birthDate: '2000-05-19', tail: '3308' },
  { key: 'liu-yang', name: '刘洋', sex: '1', birthDate: '1982-01-27', tail: '1127' },
  {
    key: 'ayguli-memtimin',
    name: '阿依古丽·买买提江',
    sex: '2',
    birthDate: '1987-07-02',
    tail: '6650',
    more: { needs: ['interpreter-uyghur'] },
  },
  { key: 'li-jianjun', name: '李建军', sex: '1', birthDate: '1974-04-11', tail: '9043' },
  {
    key: 'wu-gelin',
    name: '吴格林',
    sex: '1',
    birthDate: '2007-02-23',
    tail: '5120',
    more: { guardian: { name: '吴建平', relation: 'parent', phone: fictionalPhone('5121') } },
  },
  { key: 'wang-min', name: '王敏', sex: '2', birthDate: '1984-10-30', tail: '2211' },
  { key: 'zhang-xiuying', name: '张秀英', sex: '2', birthDate: '1968-06-14', tail: '7734' },
  { key: 'zhao-zimo', name: '赵子墨', sex: '1', birthDate: '1995-02-05', tail: '0912' },
  {
    key: 'chen-shufen',
    name: '陈淑芬',
    sex: '2',
    birthDate: '1954-08-21',
    tail: '5561',
    more: { needs: ['companion'] },
  },
  { key: 'xu-li', name: '徐丽', sex: '2', birthDate: '1965-03-17', tail: '4419' },
  { key: 'huang-zhiqiang', name: '黄志强', sex: '1', birthDate: '1978-05-09', tail: '8802' },
  { key: 'wang-guoliang', name: '王国良', sex: '1', birthDate: '1971-01-12', tail: '0387' },
  {
    key: 'abdurehim-memet',
    name: '阿不都热依木·买买提',
    sex: '1',
    birthDate: '1990-12-01',
    tail: '3157',
    more: { needs: ['interpreter-uyghur'] },
  },
  { key: 'zhu-jie', name: '朱㛃', sex: '2', birthDate: '1998-04-25', tail: '4036' },
  { key: 'liu-yan', name: '刘䶮', sex: '1', birthDate: '1963-11-06', tail: '6072' },
  { key: 'xie-wei', name: '谢𬀩', sex: '1', birthDate: '2003-07-18', tail: '9290' },
  ...children.map(({ parent: name, tail, ...child }): Named => {
    const guardian = { name, relation: 'parent', phone: fictionalPhone(tail) } as const
    return { ...child, tail, more: { guardian } }
  }),
]

const surnames =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈'
const givenOfMen =
  '建国 志明 德胜 永强 海涛 文斌 立新 振华 国庆 晓东 宇航 子轩 浩然 伟 军 磊 鹏 勇 俊杰 明远'.split(' ')
const givenOfWomen =
  '秀兰 玉珍 淑华 桂英 丽娟 雪梅 晓燕 春霞 红梅 佳怡 欣悦 梓涵 芳 敏 静 婷 雅琴 凤英 慧 兰芝'.split(' ')

/** The same numbers each time: mulberry32 over the person's place in the list. */
function dice(seed: number): (sides: number) => number {
  let state = seed * 0x9e3779b1
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides
  }
}

const two = (number: number): string => String(number).padStart(2, '0')

/** Eight digits of birth and three of order; the last of them carries the sex. */
function idNumberOf(birthDate: string, sex: '1' | '2', order: number): string {
  const three = String((order % 400) * 2 + (sex === '1' ? 1 : 0)).padStart(3, '0')
  const seventeen = `110105${birthDate.replaceAll('-', '')}${three}`
  return seventeen + checkDigitOf(seventeen)
}

function registrationOf(
  { key, name, sex, birthDate, tail, siteNo, more }: Named,
  index: number,
): Registration {
  const idNumber = idNumberOf(birthDate, sex, index + 300)
  return {
    key,
    siteId: siteNo === undefined ? wangjing : demoSite(siteNo),
    name,
    sex,
    birthDate,
    idNumber,
    phone: fictionalPhone(tail),
    needs: [],
    ...more,
  }
}

const pick = <Item>(items: ArrayLike<Item>, place: number): Item => items[place % items.length] as Item

/** The `index`-th of the many: a third at Wangjing, the others spread over the demo's sites. */
function inventedPatient(index: number): Registration {
  const roll = dice(index + 1)
  const sex = roll(2) === 0 ? '1' : '2'
  const surname = pick([...surnames], roll(1000))
  const name = surname + pick(sex === '1' ? givenOfMen : givenOfWomen, roll(1000))
  const year = 1942 + roll(74)
  const birthDate = `${year}-${two(1 + roll(12))}-${two(1 + roll(28))}`
  const siteId = roll(3) === 0 ? wangjing : demoSite(pick(demoPatientSites, roll(1000)))
  const phone = fictionalPhone(String(index).padStart(4, '0'))
  const identity =
    roll(20) === 0
      ? ({ noIdReason: 'not-at-hand' } as const)
      : { idNumber: idNumberOf(birthDate, sex, index) }
  const parent = { name: surname + pick(givenOfWomen, roll(1000)), relation: 'parent', phone } as const
  return {
    key: `person-${index}`,
    siteId,
    name,
    sex,
    birthDate,
    phone,
    ...identity,
    needs: roll(25) === 0 ? ['wheelchair'] : [],
    ...(year > 2007 ? { guardian: parent } : {}),
  }
}

const sizes = { small: 24, full: 400 } as const
const atOnce = 8

/** Registers the demo's patients as a desk would, under fixed keys: run twice, it changes nothing. */
export const patientsDemo: DemoStep = async (call, { size, onProgress }) => {
  const many = Array.from({ length: sizes[size] }, (_, index) => inventedPatient(index))
  const waiting = [...named.map(registrationOf), ...many]
  const total = waiting.length
  let done = 0
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { key, ...body } = next
      await call('loader', 'POST', '/api/patients/records', body, `demo-patient-${key}`)
      done += 1
      onProgress(done, total)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
}
