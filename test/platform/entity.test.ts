import { describe, expect, it } from 'vitest'
import { Entity } from '#functions/platform/entity.ts'
import { freshTable, openEngine } from '#test/support/engine.ts'

const model = { entity: 'thing', service: 'platform', version: '1' }
const primary = {
  pk: { field: 'pk', composite: ['thingId'], casing: 'none' },
  sk: { field: 'sk', composite: [], casing: 'none' },
} as const

describe('an entity', () => {
  it('is made when it is first asked for something, and then is ElectroDB’s own', async () => {
    const engine = await openEngine()
    const { name, client } = await freshTable(engine)
    const things = new Entity(
      { model, attributes: { thingId: { type: 'string', required: true } }, indexes: { primary } },
      { table: name, client },
    )
    await things.create({ thingId: 'one' }).go()
    expect((await things.get({ thingId: 'one' }).go()).data).toEqual({ thingId: 'one' })
    expect((await things.query.primary({ thingId: 'one' }).go()).data).toHaveLength(1)
    await engine.close()
  })

  it('of a model with an index of no attribute is refused at that moment, not before', () => {
    const broken = new Entity({
      model,
      attributes: { other: { type: 'string' } },
      indexes: { primary },
    } as never)
    expect(() => broken.get).toThrow('thingId')
  })
})
