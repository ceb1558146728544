import { expect, it } from 'vitest'
import { paperFont } from '#functions/practitioners/evidence-font.ts'
import { legible } from '#functions/practitioners/font-characters.ts'

it('the paper font draws what is usual in names and papers, and names what it lacks', async () => {
  const { characters } = await paperFont()
  const usual = '欧阳景行（主任医师）· 北京安定医院 2026-09-15 3 次、阿不都热依木 Chén'
  expect(legible(usual, characters)).toBe(usual)
  expect(legible('王㛃、李䶮、赵𬀩', characters)).toBe('王〔U+36C3〕、李〔U+4DAE〕、赵〔U+2C029〕')
})
