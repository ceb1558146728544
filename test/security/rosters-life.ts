import { here, hospital, type Life, there } from './open-life.ts'

/** A duty roster of one line, as the file that it comes in. */
export const rosterOf = (licence: string, date: string): string =>
  Buffer.from(`执业证号,日期,开始,结束,类别\n${licence},${date},8:00,12:00,门诊\n`).toString('base64')

/** Roads measured, forgotten, out and in again; a hospital's roster; leave entered and taken back. */
export async function keepRosters(life: Life, own: string): Promise<void> {
  const { must, signIn, day } = life
  const office = 'alliance-office'
  const params = { siteId: here, otherSiteId: there }
  await must('clinic-staff', 'scheduling.listTravel', { params: { siteId: here } })
  await must(office, 'scheduling.setTravel', { params, body: { minutes: 9 } })
  const csv = await must(office, 'scheduling.exportTravel')
  await must(office, 'scheduling.clearTravel', { params })
  await must(office, 'scheduling.checkTravelImport', { body: { csv } })
  await must(office, 'scheduling.importTravel', { body: { csv } })

  const desk = 'referral-desk'
  await signIn(desk, { role: desk, organisationId: hospital })
  const file = rosterOf('110000000000001', day(40))
  const owner = { kind: 'organisation', id: hospital }
  const body = { owner, source: '门诊排班', format: 'csv', file }
  await must(desk, 'scheduling.previewRoster', { body })
  await must(desk, 'scheduling.importRoster', { body })
  await must(office, 'scheduling.importRoster', { body: { ...body, source: '办公室代录', file } })
  const query = { ownerKind: owner.kind, ownerId: owner.id }
  await must(desk, 'scheduling.listRosterImports', { query })

  const leave = { kind: 'leave', date: day(50), time: { start: 0, end: 1440 } }
  const mine = { practitionerId: own }
  const { claimId, date } = await must('practitioner', 'scheduling.addCommitment', {
    params: mine,
    body: leave,
  })
  await must('practitioner', 'scheduling.removeCommitment', { params: { ...mine, date, claimId } })
}
