import { pinyin } from 'pinyin-pro'
import { describe, expect, it } from 'vitest'
import { initialsOf, personInitials } from '#functions/platform/initials.ts'
import { sitesCsv, subdistrictsCsv } from './support.ts'

/** The oracle: a library with a dictionary of words, too large to ship. */
const byDictionary = (text: string, mode: 'normal' | 'surname' = 'normal') =>
  pinyin(text, {
    pattern: 'first',
    toneType: 'none',
    nonZh: 'removed',
    type: 'array',
    mode,
    surname: 'head',
  }).join('')
const second = (csv: string) =>
  csv
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',')[1] ?? '')

describe('initials', () => {
  it('are those of the dictionary for every real site and sub-district', () => {
    const names = [...second(sitesCsv), ...second(subdistrictsCsv)]
    expect(names).toHaveLength(114)
    expect(names.map(initialsOf)).toEqual(names.map((name) => byDictionary(name)))
  })

  it.each([
    '单雄',
    '曾国',
    '仇英',
    '查良',
    '解缙',
    '区伟',
    '尉迟恭',
    '长孙无忌',
    '乐毅',
    '覃辉',
    '翟让',
    '那英',
    '欧阳景行',
    '陈思远',
  ])('read the surname of %s as a surname', (name) => {
    expect(personInitials(name)).toBe(byDictionary(name, 'surname'))
  })

  it('know the rare characters of names', () => {
    expect(['王㛃', '李䶮', '张𬀩'].map(personInitials)).toEqual(['wj', 'ly', 'zw'])
  })

  it('drop what is no letter, and keep Latin letters and figures', () => {
    expect(personInitials('阿不都热依木·买买提')).toBe('abdrymmmt')
    expect(initialsOf('重庆路 A 座 3 号')).toBe('cqlaz3h')
  })
})
