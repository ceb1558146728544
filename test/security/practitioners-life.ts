import { here, hospital, type Life, there } from './open-life.ts'

const fields = (name: string, licence: number) => ({
  name,
  licenceNumber: String(110_000_000_000_000 + licence),
  title: 'chief',
  specialties: ['general'],
  mainOrganisationId: hospital,
})

/** Two psychiatrists who may see patients at both sites; a third practice of the first is ended. */
export async function register(
  life: Life,
  { siteId }: { siteId: string },
): Promise<{ own: string; other: string; practiceId: string }> {
  const { must, signIn, apps } = life
  const office = 'alliance-office'
  const enter = async (name: string, licence: number) => {
    const body = fields(name, licence)
    const { practitionerId } = await must(office, 'practitioners.registerPractitioner', { body })
    let version = 1
    for (const at of [here, there]) {
      const practice = { siteId: at, basis: 'alliance', from: life.day(-10), to: life.day(300), version }
      const given = { params: { practitionerId }, body: practice }
      version = (await must(office, 'practitioners.filePractice', given)).version
    }
    return { practitionerId, version, body }
  }
  const first = await enter('陈思远', 1)
  const second = await enter('林若溪', 2)
  const params = { practitionerId: first.practitionerId }
  const body = { ...first.body, title: 'associate-chief', version: first.version }
  const { version } = await must(office, 'practitioners.changePractitioner', { params, body })
  const extra = { siteId, basis: 'alliance', from: life.day(-10), to: life.day(100), version }
  const filed = await must(office, 'practitioners.filePractice', { params, body: extra })
  const { practiceId } = filed.practices.find((one: { siteId: string }) => one.siteId === siteId)
  const end = { version: filed.version, endedOn: life.today, reason: '不再出诊' }
  await must(office, 'practitioners.endPractice', { params: { ...params, practiceId }, body: end })
  await workFilings(life, params.practitionerId, filed.version + 1)
  await must(office, 'practitioners.listPractitioners')
  await must(office, 'practitioners.listPractices')
  await must(office, 'practitioners.readPractitioner', { params })
  await apps.settled()
  await signIn('practitioner', { role: 'practitioner', practitionerId: first.practitionerId })
  await signIn('other-practitioner', { role: 'practitioner', practitionerId: second.practitionerId })
  return { own: first.practitionerId, other: second.practitionerId, practiceId }
}

/** A filing from its draft to its end and its papers; what ends soon; the tracker of authorisations. */
async function workFilings({ must, day, today }: Life, practitionerId: string, since: number): Promise<void> {
  const office = 'alliance-office'
  let version = since
  const draft = { siteId: hospital, basis: 'main', from: day(1), to: day(40), version }
  const opened = await must(office, 'practitioners.openFiling', { params: { practitionerId }, body: draft })
  const params = { practitionerId, practiceId: opened.practice.practiceId }
  const write = async (operation: string, body: object) => {
    version = (await must(office, `practitioners.${operation}`, { params, body: { ...body, version } }))
      .version
  }
  version = opened.version
  await write('changeFiling', { basis: 'main', from: day(0), to: day(20) })
  for (const check of ['liability-insurance', 'disclosure'])
    await must(office, 'practitioners.checkFiling', {
      params: { ...params, check },
      body: { state: 'met', number: 'B-1' },
    })
  for (const step of ['submit', 'file']) await write('stepFiling', { step: { step } })
  await must(office, 'practitioners.noteComplaints', { params, body: { count: 0 } })
  await write('renewPractice', { to: day(400) })
  await must(office, 'practitioners.readFiling', { params })
  await must(office, 'practitioners.printEvidence', { params })
  await must(office, 'practitioners.listWarnings')
  const warningIds = [`filing.${params.practiceId}.${day(20)}`]
  await must(office, 'practitioners.seeWarnings', { body: { warningIds } })
  await must(office, 'practitioners.readLedger')
  const pairs = [{ practitionerId, siteId: hospital }]
  await must(office, 'practitioners.saveAuthorisations', { body: { act: 'apply', on: today, pairs } })
  await must(office, 'practitioners.listAuthorisations')
  const csv = await must(office, 'practitioners.exportAuthorisations')
  const noted = csv.replace(/,\r?\n$/, ',补录\r\n')
  await must(office, 'practitioners.importAuthorisations', { body: { csv: noted } })
}
