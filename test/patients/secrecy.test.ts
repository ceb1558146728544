import { ScanCommand } from '@aws-sdk/lib-dynamodb'
import { beforeAll, describe, expect, it } from 'vitest'
import { patientsApp } from '#functions/patients/app.ts'
import { entryFrom } from '#functions/platform/entry.ts'
import { openLog } from '#functions/platform/log.ts'
import { freshTable, openEngine } from '#test/support/engine.ts'
import { as, asking, testPlatform } from '#test/support/platform.ts'
import { idNumberFor, wangGuilan } from './support.ts'

const idNumber = idNumberFor('1959-03-08', '2', 123)
const guardian = { name: '金丝雀', relation: 'child', phone: '13977778888' } as const
const canary = wangGuilan({ name: '夜莺鸣', phone: '13866669999', idNumber, guardian })
const numbers = [idNumber, canary.phone, guardian.phone]
const names = [canary.name, guardian.name]

/** Everything that this context can be asked, the good and the bad, while logs, wires and answers are watched. */
describe('names, phones and ID numbers', () => {
  const logged: string[] = []
  const wire: string[] = []
  const refused: string[] = []
  const urls: string[] = []
  let stored: Record<string, unknown>[] = []

  beforeAll(async () => {
    const table = await freshTable(await openEngine())
    const platform = {
      ...(await testPlatform({ table, context: 'patients' })),
      log: openLog('debug', 'patients', (line) => logged.push(line)),
    }
    const app = patientsApp(platform)
    const watched = {
      request: async (path: string, init?: RequestInit) => {
        urls.push(path)
        const response = await app.request(path, init)
        if (response.status >= 400)
          refused.push(await response.clone().text(), JSON.stringify([...response.headers]))
        wire.push(JSON.stringify([...response.headers]))
        return response
      },
    }
    const desk = asking(
      watched as never,
      await as(platform, 'li-min', { role: 'clinic-staff', siteId: 'site-050' }),
    )
    const other = asking(
      watched as never,
      await as(platform, 'zhao', { role: 'clinic-staff', siteId: 'site-001' }),
    )

    const { patientId } = (await desk.post('/api/patients/records', canary)).body
    const record = `/api/patients/records/${patientId}`
    await desk.post('/api/patients/records', canary)
    await other.post('/api/patients/records', { ...canary, siteId: 'site-001' })
    await desk.get(record)
    await other.get(record)
    for (const text of [...numbers, ...names, '9999', 'yym'])
      await desk.post('/api/patients/search', { siteId: 'site-050', text })
    await other.post('/api/patients/sites/site-001/admissions', {
      idNumber,
      name: guardian.name,
      basis: 'patient-present',
    })
    await other.post('/api/patients/sites/site-001/admissions', {
      idNumber,
      name: canary.name,
      basis: 'patient-present',
    })
    await desk.post(`${record}/reveal`, { field: 'phone', reason: 'call' })
    await desk.patch(record, { version: 2, name: canary.name, phone: canary.phone, idNumber })
    for (const wrong of [
      { idNumber: canary.phone },
      { phone: idNumber },
      { name: idNumber.repeat(4) },
      { sex: canary.name },
      { [canary.phone]: 1 },
    ])
      await desk.post('/api/patients/records', { ...canary, ...wrong })
    await desk.send('POST', '/api/patients/records', `{"name":"${canary.name}","phone":"${canary.phone}`, {
      'idempotency-key': 'broken-json',
    })

    stored = ((await table.client.send(new ScanCommand({ TableName: table.name }))).Items ??
      []) as typeof stored
  })

  const journal = () => stored.filter((item) => entryFrom(item) !== undefined)

  it('are asked for in this test', () => {
    expect(journal().length).toBeGreaterThan(8)
    expect(refused.length).toBeGreaterThan(8)
    expect(logged.length).toBeGreaterThan(15)
  })

  it.each([...numbers, ...names])('never stand in a log line, a refusal, a header or a URL: %s', (secret) => {
    for (const lines of [logged, refused, wire, urls]) expect(lines.join('\n')).not.toContain(secret)
  })

  it.each([...numbers, ...names])('never stand in the journal: %s', (secret) => {
    expect(JSON.stringify(journal())).not.toContain(secret)
  })

  it.each(numbers)('never stand in the table in the open, in values or in keys: %s', (secret) => {
    expect(JSON.stringify(stored)).not.toContain(secret)
  })

  it('keep every journal entry within one kilobyte', () => {
    for (const entry of journal()) expect(Buffer.byteLength(JSON.stringify(entry))).toBeLessThan(1024)
  })
})
