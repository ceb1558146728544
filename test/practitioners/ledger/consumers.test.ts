import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { consume } from '#functions/platform/events.ts'
import { openLog } from '#functions/platform/log.ts'
import { openPublicFiles } from '#functions/platform/public-files.ts'
import { practitionersConsumers } from '#functions/practitioners/consumers.ts'
import { practiceLedgerFile } from '#functions/practitioners/ledger-file.ts'
import { ledgerFile, practiceLedger } from '#shared/practitioners/index.ts'
import { chen, event, openRegister, term } from '../support.ts'

async function openPublished() {
  const register = await openRegister()
  const folder = await mkdtemp(join(tmpdir(), 'ledger-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const files = openPublicFiles(folder) ?? expect.fail('a folder is a place for files')
  const now = () => register.now.at
  const log = openLog('silent', 'practitioners')
  const ledger = practiceLedgerFile({ register: register.repository, files, now, log, waits: true })
  const consumers = practitionersConsumers(register.repository, {
    now,
    ledger,
    fields: register.platform.fields,
  })
  const tell = (act: string) => consume(consumers, event(`practitioners/${act}`, {}))
  const text = () => readFile(join(folder, ledgerFile), 'utf8')
  return { ...register, tell, text }
}

it('is published when something was filed: names, places and terms, no number', async () => {
  const { office, tell, text } = await openPublished()
  const { body } = await office.post('/api/practitioners/practitioners', chen)
  const path = `/api/practitioners/practitioners/${body.practitionerId}/practices`
  await office.post(path, { ...term, filingNumber: '京朝备 18', version: 1 })
  await tell('practice-filed')
  const published = practiceLedger.parse(JSON.parse(await text()))
  expect(published.lines).toMatchObject([
    { name: '陈思远', siteName: '望京社区卫生服务中心', to: '2026-12-31', endedEarly: false },
  ])
  expect(await text()).not.toMatch(/110000000000001|京朝备|practitionerId|state/)
})

it('is written once for events that come together, and says what the register says', async () => {
  const { office, tell, text } = await openPublished()
  const { body } = await office.post('/api/practitioners/practitioners', chen)
  const path = `/api/practitioners/practitioners/${body.practitionerId}/practices`
  const filed = await office.post(path, { ...term, version: 1 })
  const both = [tell('practice-filed'), tell('practice-ended')]
  const { practiceId } = filed.body.practices[0]
  await office.post(`${path}/${practiceId}/end`, { version: 2, endedOn: '2026-09-20', reason: '调回' })
  await Promise.all(both)
  expect(JSON.parse(await text()).lines).toMatchObject([{ to: '2026-09-20' }])
})
