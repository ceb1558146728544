import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import * as zod from 'zod'
import * as late from '../../infra/aws/late-schemas.ts'
import { outcomes } from '../architecture/contract-outcomes.ts'

const file = new URL('../../infra/aws/late-schemas.ts', import.meta.url).pathname
const program = new URL('contracts-with.ts', import.meta.url).pathname

interface Contracts {
  /** Schemas made by importing the contracts. */
  readonly atImport: number
  readonly document: { readonly paths: object }
}
const contractsWith = (...args: string[]): Contracts =>
  JSON.parse(execFileSync(process.execPath, [program, ...args], { encoding: 'utf8', maxBuffer: 2 ** 26 }))

describe('the zod of the functions', () => {
  it('parses all that contracts can say exactly as the whole does', () => {
    const whole = outcomes()
    expect(Object.keys(whole).length).toBeGreaterThan(100)
    expect(outcomes(file)).toEqual(whole)
  })

  it('describes all contracts in the same document, and makes hardly a schema before it is asked to', () => {
    const [whole, ours] = [contractsWith(), contractsWith(file)]
    expect(Object.keys(ours.document.paths).length).toBeGreaterThan(100)
    expect(ours.document).toEqual(whole.document)
    expect(whole.atImport).toBeGreaterThan(2000)
    expect(ours.atImport).toBeLessThan(200)
  })

  it('makes a schema once, of real ones only', () => {
    const name = late.string().min(1)
    const person = late.object({ name, alias: late.array(name).optional() })
    expect(person.safeParse({ name: '', alias: [''] }).error?.issues.map(({ path }) => path)).toEqual([
      ['name'],
      ['alias', 0],
    ])
    expect(person.shape.name).toBe(person.shape.alias.unwrap().element)
    expect(person).toBeInstanceOf(zod.ZodObject)
  })

  it('keeps the members of an object in their order, extended or not', () => {
    const one = late.object({ a: late.string(), b: late.int() })
    const more = one.extend({ b: late.boolean(), c: late.literal('c') })
    expect(Object.keys({ ...more.shape })).toEqual(['a', 'b', 'c'])
    expect(late.strictObject({ ...more.shape }).parse({ a: 'a', b: true, c: 'c' })).toEqual({
      a: 'a',
      b: true,
      c: 'c',
    })
  })

  it('makes a schema that holds itself', () => {
    const tree: zod.ZodType = late.object({
      name: late.string(),
      get parts() {
        return late.array(tree).optional()
      },
    })
    expect(tree.safeParse({ name: 'a', parts: [{ name: 'b', parts: [] }] }).success).toBe(true)
    expect(tree.safeParse({ name: 'a', parts: [{ parts: [] }] }).success).toBe(false)
  })

  it('goes together with zod’s own', () => {
    const mixed = zod.object({ when: late.coerce.number().int().optional(), kind: late.enum(['x', 'y']) })
    expect(mixed.parse({ when: '3', kind: 'y' })).toEqual({ when: 3, kind: 'y' })
    expect(late.union([zod.string(), late.int()]).safeParse(1.5).success).toBe(false)
  })
})
