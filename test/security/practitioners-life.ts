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
  await must(office, 'practitioners.listPractitioners')
  await must(office, 'practitioners.listPractices')
  await must(office, 'practitioners.readPractitioner', { params })
  await apps.settled()
  await signIn('practitioner', { role: 'practitioner', practitionerId: first.practitionerId })
  await signIn('other-practitioner', { role: 'practitioner', practitionerId: second.practitionerId })
  return { own: first.practitionerId, other: second.practitionerId, practiceId }
}
