import { department } from './alliance-life.ts'
import { here, type Life, there } from './open-life.ts'

const afternoon = { start: 840, end: 960 }

export const offerOn = (date: string, mode: 'book' | 'ask') => ({
  on: { type: 'date', date },
  half: 'afternoon',
  time: { start: 780, end: 1080 },
  kinds: ['general'],
  where: { type: 'district' },
  mode,
  noticeDays: 0,
  validFrom: date,
})

/** A visit as a clinic asks for it. */
export const visitAt = (siteId: string, practitionerId: string, date: string) => ({
  practitionerId,
  plan: { date, time: afternoon, kind: 'general', room: '6 诊室', departmentId: department(siteId) },
})

export interface Arranged {
  readonly visitId: string
  readonly version: number
  readonly state: string
}

const who = { [here]: 'clinic-staff', [there]: 'other-staff' } as const

/** An offer of one day, and the visit that comes of it: agreed at once, or asked for. */
export async function arrange(
  { must }: Life,
  siteId: typeof here | typeof there,
  practitioner: { readonly who: string; readonly practitionerId: string },
  date: string,
  mode: 'book' | 'ask',
): Promise<Arranged & { offerId: string }> {
  const { practitionerId } = practitioner
  const params = { practitionerId }
  const { offerId } = await must(practitioner.who, 'scheduling.createOffer', {
    params,
    body: offerOn(date, mode),
  })
  const body = visitAt(siteId, practitionerId, date)
  const visit = await must(who[siteId], 'scheduling.bookVisit', { params: { siteId }, body })
  return { ...visit, offerId }
}

/** Offered, asked, answered in each way; a series with a day left out; proposals adopted and set aside. */
export async function invitePsychiatrists(life: Life, own: string): Promise<void> {
  const { must, day } = life
  const [staff, doctor, office] = ['clinic-staff', 'practitioner', 'alliance-office']
  const params = { practitionerId: own }
  const me = { who: doctor, practitionerId: own }
  const spare = await must(doctor, 'scheduling.createOffer', { params, body: offerOn(day(44), 'ask') })
  const { on: _, half: __, ...terms } = offerOn(day(44), 'book')
  const one = { params: { ...params, offerId: spare.offerId } }
  const { version } = await must(doctor, 'scheduling.changeOffer', { ...one, body: { version: 1, terms } })
  await must(doctor, 'scheduling.endOffer', { ...one, body: { version, lastDay: life.today } })

  const asked = await arrange(life, here, me, day(45), 'ask')
  const query = { date: day(45), half: 'afternoon', kind: 'general' }
  await must(staff, 'scheduling.whoCanCome', { params: { siteId: here }, query })
  await must(staff, 'scheduling.prepareVisit', { params: { siteId: here }, query })
  await must(doctor, 'scheduling.listOffers', { params })
  await must(doctor, 'scheduling.listMyVisits', { params, query: { from: day(40) } })
  await must(staff, 'scheduling.listVisits', { params: { siteId: here }, query: { from: day(40) } })
  const visit = (visitId: string) => ({ params: { visitId } })
  await must(doctor, 'scheduling.readVisit', visit(asked.visitId))
  const counter = { as: 'counter', date: day(46), time: afternoon }
  const countered = { ...visit(asked.visitId), body: { version: 1, answer: counter } }
  const proposed = await must(doctor, 'scheduling.answerVisit', countered)
  const agree = { version: proposed.version, agree: true }
  await must(staff, 'scheduling.answerProposal', { ...visit(asked.visitId), body: agree })
  const second = await arrange(life, here, me, day(47), 'ask')
  await must(staff, 'scheduling.withdrawVisit', { ...visit(second.visitId), body: { version: 1 } })

  await must(doctor, 'scheduling.createOffer', { params, body: offerOn(day(48), 'book') })
  const series = { ...visitAt(here, own, day(48)), everyWeeks: 1, until: day(55), except: [] }
  const { lines } = await must(staff, 'scheduling.bookVisitSeries', {
    params: { siteId: here },
    body: series,
  })
  const agreed = lines.find(({ outcome }: { outcome: string }) => outcome === 'accepted')
  await must(staff, 'scheduling.dropOccurrence', { ...visit(agreed.visitId), body: { version: 1 } })

  await must(office, 'scheduling.listGaps', { query: { from: life.today } })
  await must(office, 'scheduling.listProposals', { query: { from: life.today } })
  const proposalId = (date: string) => `${here}.${date.replaceAll('-', '')}.840-960.${own}`
  await must(doctor, 'scheduling.createOffer', { params, body: offerOn(day(49), 'book') })
  const adopted = { params: { proposalId: proposalId(day(49)) }, body: { kind: 'general' } }
  await must(office, 'scheduling.acceptProposal', adopted)
  const aside = { params: { proposalId: proposalId(day(50)) }, body: { reason: 'not-needed' } }
  await must(office, 'scheduling.dismissProposal', aside)
}
