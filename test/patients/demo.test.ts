import { beforeAll, describe, expect, it } from 'vitest'
import { seedPeople } from '#functions/access/seeding.ts'
import { patientsApp } from '#functions/patients/app.ts'
import { derivedId } from '#functions/platform/request.ts'
import { asking, sessionOf, testPlatform } from '#test/support/platform.ts'
import { demoPatientIds } from '../../infra/local/demo-ids.ts'
import { patientsDemo } from '../../infra/local/demo-patients.ts'
import { demoPeople } from '../../infra/local/demo-people.ts'

describe("the demo's patients", () => {
  const answers: { patientId: string }[] = []
  const sent: { phone: string; siteId: string }[] = []
  const shown: string[] = []
  let desk: ReturnType<typeof asking>

  beforeAll(async () => {
    const platform = await testPlatform({ context: 'patients' })
    await seedPeople(platform.table, demoPeople)
    const app = patientsApp(platform)
    const loader = asking(app, await sessionOf(platform, 'demo-loader'))
    desk = asking(app, await sessionOf(platform, 'demo-li-min'))
    const call = async (_: string, __: string, path: string, body: unknown, key: string) => {
      const answer = await loader.post(path, body, key)
      if (answer.status !== 201) throw new Error(JSON.stringify(answer.body))
      sent.push(body as (typeof sent)[number])
      answers.push(answer.body)
      return answer.body
    }
    const run = () =>
      patientsDemo(call as never, { size: 'small', onProgress: (done, of) => shown.push(`${done}/${of}`) })
    await run()
    await run()
  })

  it('are the same when the demo is written twice', () => {
    expect(answers).toHaveLength(92)
    expect(new Set(answers.map(({ patientId }) => patientId)).size).toBe(46)
  })

  it("have the ids that the demo's people are bound to", () => {
    const ids = new Set(answers.map(({ patientId }) => patientId))
    for (const [name, patientId] of Object.entries(demoPatientIds)) {
      expect(patientId).toBe(derivedId('patients', 'registerPatient', 'demo-loader', `demo-patient-${name}`))
      expect(ids).toContain(patientId)
    }
  })

  it('have phones that nobody has and are marked', async () => {
    expect(sent.every(({ phone }) => phone.startsWith('1990000'))).toBe(true)
    const found = await desk.post('/api/patients/search', { siteId: 'site-050', text: '阿不都热依木' })
    expect(found.body.hits).toMatchObject([{ name: '阿不都热依木·买买提', demo: true }])
  })

  it('tell how far they are', () => {
    expect(shown.at(-1)).toBe('46/46')
  })
})
