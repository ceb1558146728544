import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { beforeAll, describe, expect, it } from 'vitest'
import { newEntry, openJournal } from '#functions/platform/journal.ts'
import { deriveKeys } from '#functions/platform/keys.ts'
import { type Fault, isContention, metered, type Table, writeTogether } from '#functions/platform/table.ts'
import { type Engine, freshTable, openEngine, sameTable } from '#test/support/engine.ts'

let engine: Engine
let table: Table
beforeAll(async () => {
  engine = await openEngine()
  table = await freshTable(engine, { tail: false })
})

const entry = (aggregateId: string) =>
  newEntry(
    { context: 'test', personId: 'p', at: 1, requestId: 'r' },
    { act: 'made', aggregateId, answer: {} },
  )
const conflict = () => Object.assign(new Error('busy'), { name: 'TransactionConflictException' })

describe('writeTogether', () => {
  it('tries contention again and writes once', async () => {
    let failures = 3
    const fault: Fault = async (_, __, send) => {
      if (failures-- > 0) throw conflict()
      return send()
    }
    const busy = sameTable(engine, table, { fault })
    expect(await writeTogether(busy, [openJournal(busy).write(entry('busy'))])).toEqual({
      committed: true,
      refused: [],
    })
  })

  it('answers try-again when contention does not end, with nothing written', async () => {
    const busy = sameTable(engine, table, {
      fault: async () => {
        throw conflict()
      },
    })
    await expect(writeTogether(busy, [openJournal(busy).write(entry('never'))])).rejects.toMatchObject({
      reason: 'try-again',
      status: 503,
    })
    expect(await openJournal(table).findCreation('test', 'never')).toBeUndefined()
  })

  it('says which item refused', async () => {
    const journal = openJournal(table)
    await writeTogether(table, [journal.write(entry('there'))])
    const outcome = await writeTogether(table, [journal.write(entry('new')), journal.write(entry('there'))])
    expect(outcome).toEqual({ committed: false, refused: [1] })
    expect(await journal.findCreation('test', 'new')).toBeUndefined()
  })

  it('throws what is neither contention nor a condition', async () => {
    const broken = sameTable(engine, table, {
      fault: async () => {
        throw new Error('disk')
      },
    })
    await expect(writeTogether(broken, [openJournal(broken).write(entry('x'))])).rejects.toThrow('disk')
    expect(isContention(new Error('disk'))).toBe(false)
  })
})

describe('the meter', () => {
  it('counts a journal entry in a transaction as 2 WCU, and keeps two requests apart', async () => {
    const journal = openJournal(table)
    const [one, two] = await Promise.all([
      metered(() => writeTogether(table, [journal.write(entry('m1'))])),
      metered(async () => {
        await writeTogether(table, [journal.write(entry('m2'))])
        await journal.findCreation('test', 'm2')
      }),
    ])
    expect(one.consumed).toEqual({ readUnits: 0, writeUnits: 2, calls: 1 })
    expect(two.consumed).toEqual({ readUnits: 1, writeUnits: 2, calls: 2 })
  })

  it('counts a plain put as 1 WCU a kilobyte', async () => {
    const item = { pk: 'a', sk: 'b', text: 'x'.repeat(1500) }
    const { consumed } = await metered(() =>
      table.client.send(new PutCommand({ TableName: table.name, Item: item })),
    )
    expect(consumed.writeUnits).toBe(2)
  })
})

describe('sealed fields', () => {
  const { fields } = deriveKeys('another root for this test, of more than 32 characters')

  it('open for their own record only', () => {
    const sealed = fields.seal('19900000000', 'patient-1')
    expect(fields.open(sealed, 'patient-1')).toBe('19900000000')
    expect(() => fields.open(sealed, 'patient-2')).toThrow()
    expect(() => fields.open(`${sealed.slice(0, -2)}AA`, 'patient-1')).toThrow()
  })

  it('differ each time, while their blind index is the same and tells kinds apart', () => {
    expect(fields.seal('a', 'x')).not.toBe(fields.seal('a', 'x'))
    expect(fields.blind('phone', 'a')).toBe(fields.blind('phone', 'a'))
    expect(fields.blind('phone', 'a')).not.toBe(fields.blind('id-number', 'a'))
  })
})
