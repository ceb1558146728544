import { readFile } from 'node:fs/promises'
import { currentStandard } from '#shared/alliance/index.ts'
import { type Bodies, here, hospital, type Life, there } from './open-life.ts'

export const department = (siteId: string) => `${siteId}.psychiatry`
const answersBut = (missing?: string) =>
  currentStandard.items.map(({ itemId }) =>
    itemId === missing ? { itemId, answer: 'not-met', note: '未配齐' } : { itemId, answer: 'met' },
  )

const rowsOf = async (file: string, wanted: (row: string) => boolean): Promise<string> => {
  const text = await readFile(new URL(`../../infra/local/data/${file}.csv`, import.meta.url), 'utf8')
  const [header, ...rows] = text.trim().split('\n')
  return [header, ...rows.filter(wanted)].join('\n')
}

/** Sites, their departments' acceptance with everything that can happen on its way, agreements. */
export async function foundAlliance(life: Life): Promise<{ siteId: string; agreementId: string }> {
  const { must, signIn, apps } = life
  await signIn('alliance-office', { role: 'alliance-office' })
  await signIn('clinic-staff', { role: 'clinic-staff', siteId: here })
  await signIn('other-staff', { role: 'clinic-staff', siteId: there })
  const office = 'alliance-office'
  const subdistricts = await rowsOf('subdistricts', () => true)
  await must(office, 'alliance.importSubdistricts', { body: { csv: subdistricts } })
  const sites = await rowsOf('sites', (row) => /^(50|51|56),/.test(row))
  await must(office, 'alliance.checkSiteImport', { body: { csv: sites } })
  await must(office, 'alliance.importSites', { body: { csv: sites } })
  const { siteId, version } = await must(office, 'alliance.addSite', { body: newSite })
  await must(office, 'alliance.changeSite', { params: { siteId }, body: { ...newSite, version } })
  await must(office, 'alliance.listSites')
  await must(office, 'alliance.readSite', { params: { siteId: here } })
  await must(office, 'alliance.listSubdistricts')
  const code = newSite.areaCode
  await must(office, 'alliance.changePopulation', {
    params: { code },
    body: { ...populationOf(2021), version: 1 },
  })
  await must(office, 'alliance.readOrganisation', { params: { organisationId: hospital } })
  await acceptWithTrouble(life)
  await accept(life, there, 'other-staff')
  await must(office, 'alliance.listDepartments')
  const agreementId = await agree(life)
  await apps.settled()
  return { siteId, agreementId }
}

export const populationOf = (year: number) => ({
  ...{ residents: 80_000, year },
  source: '统计公报',
  certainty: 'verified',
})

export const newSite = {
  name: '试点社区卫生服务站',
  kind: 'community-station',
  tier: 'primary',
  networkRole: 'base',
  areaCode: '110105026',
  areaName: '望京街道',
}

/** Takes steps of an acceptance one after the other, each naming the version that the one before left. */
function stepping({ must }: Life, siteId: string, staff: string) {
  const departmentId = department(siteId)
  let version = 0
  const step = async (who: string, name: string, more: Bodies = {}, params: Record<string, string> = {}) => {
    const given = { params: { departmentId, ...params }, body: { version, ...more } }
    version = (await must(who, `alliance.${name}`, given)).version
  }
  return {
    site: (name: string, more?: Bodies, params?: Record<string, string>) => step(staff, name, more, params),
    office: (name: string, more?: Bodies) => step('alliance-office', name, more),
  }
}

async function accept(life: Life, siteId: string, staff: string): Promise<void> {
  const { site, office } = stepping(life, siteId, staff)
  await site('applyForAcceptance', { contact: '李敏' })
  await site('saveSelfCheck', { answers: answersBut() })
  await site('submitSelfCheck')
  await office('scheduleInspection', { date: life.today, half: 'morning', inspectors: ['方敏之'] })
  await office('startInspection')
  await office('saveInspection', { answers: answersBut() })
  await office('passDepartment')
}

/** Withdrawn, sent back, with a finding that is sent back, suspended, reinstated, suspended and inspected again. */
async function acceptWithTrouble(life: Life): Promise<void> {
  const { site, office } = stepping(life, here, 'clinic-staff')
  const [item = ''] = currentStandard.items.map(({ itemId }) => itemId)
  const visit = { date: life.today, half: 'morning', inspectors: ['方敏之'] }
  await site('applyForAcceptance', { contact: '李敏' })
  await site('withdrawApplication')
  await site('applyForAcceptance', { contact: '李敏' })
  await site('saveSelfCheck', { answers: answersBut() })
  await site('submitSelfCheck')
  await office('returnSelfCheck', { reason: '请补材料' })
  await site('submitSelfCheck')
  await office('scheduleInspection', visit)
  await office('startInspection')
  await office('saveInspection', { answers: answersBut(item) })
  await office('requireRectification', { due: life.day(20) })
  await site('saveRectification', { note: '已补' }, { itemId: item })
  await site('submitRectification')
  const back = [{ itemId: item, reason: '照片不清', due: life.day(25) }]
  await office('returnRectification', { findings: back })
  await site('saveRectification', { note: '已重拍' }, { itemId: item })
  await site('submitRectification')
  await office('passDepartment')
  await office('suspendDepartment', { reason: '诊室漏水' })
  await office('reinstateDepartment')
  await office('suspendDepartment', { reason: '又漏水' })
  await office('reinspectDepartment')
  await office('scheduleInspection', visit)
  await office('startInspection')
  await office('saveInspection', { answers: answersBut() })
  await office('passDepartment')
  await life.must('clinic-staff', 'alliance.readDepartment', { params: { departmentId: department(here) } })
}

export const agreementBody = (life: Life) => ({
  title: '望京技术帮扶协议',
  mode: 'technical-aid',
  parties: [
    { organisationId: hospital, side: 'upper' },
    { organisationId: here, side: 'lower' },
  ],
  from: life.day(-30),
  to: life.day(300),
})

async function agree(life: Life): Promise<string> {
  const { must } = life
  const office = 'alliance-office'
  const body = agreementBody(life)
  const { agreementId } = await must(office, 'alliance.signAgreement', { body })
  const params = { agreementId }
  await must(office, 'alliance.changeAgreement', { params, body: { ...body, title: '望京协议', version: 1 } })
  await must(office, 'alliance.readAgreement', { params })
  await must(office, 'alliance.listAgreements')
  const ended = await must(office, 'alliance.signAgreement', { body })
  const end = { version: 1, endedOn: life.today, reason: '并入新协议' }
  await must(office, 'alliance.endAgreement', { params: { agreementId: ended.agreementId }, body: end })
  return agreementId
}
