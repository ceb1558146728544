import type { Given } from './asking.ts'
import type { District } from './district.ts'
import type { Life } from './open-life.ts'
import { offerOn, visitAt } from './visits-life.ts'

type Ask = (thing: string) => Given
const version = 9999
const named = (ids: Readonly<Record<string, string>>, thing: string): string =>
  ids[thing] ?? `no id of ${thing}`

/** Offers that contradict themselves, visits of days that are over, versions that nothing has. */
export function visitRequests(life: Life, district: District): Record<string, Ask> {
  const { sites, practitioners, visits, offers } = district
  const own = practitioners['own'] ?? ''
  const past = life.day(-3)
  const { on: _, half: __, ...terms } = offerOn(life.day(40), 'ask')
  const of = (thing: string) => ({ practitionerId: named(practitioners, thing) })
  const offer = (thing: string) => ({ ...of(thing), offerId: named(offers, thing) })
  const atSite = (thing: string) => ({ siteId: named(sites, thing) })
  const visit = (thing: string) => ({ visitId: named(visits, thing) })
  const query = { date: life.day(40), half: 'afternoon' }
  const request = visitAt('site-050', own, past)
  const proposalId = `site-050.${past.replaceAll('-', '')}.840-960.${own}`
  return {
    'scheduling.listOffers': (thing) => ({ params: of(thing) }),
    'scheduling.createOffer': (thing) => ({
      params: of(thing),
      body: { ...offerOn(life.day(40), 'ask'), half: 'morning' },
    }),
    'scheduling.changeOffer': (thing) => ({ params: offer(thing), body: { version, terms } }),
    'scheduling.endOffer': (thing) => ({ params: offer(thing), body: { version, lastDay: life.today } }),
    'scheduling.whoCanCome': (thing) => ({ params: atSite(thing), query }),
    'scheduling.prepareVisit': (thing) => ({ params: atSite(thing), query }),
    'scheduling.bookVisit': (thing) => ({ params: atSite(thing), body: request }),
    'scheduling.bookVisitSeries': (thing) => ({
      params: atSite(thing),
      body: { ...request, everyWeeks: 1, until: life.day(9) },
    }),
    'scheduling.listVisits': (thing) => ({ params: atSite(thing), query: { from: life.today } }),
    'scheduling.listMyVisits': (thing) => ({ params: of(thing), query: { from: life.today } }),
    'scheduling.readVisit': (thing) => ({ params: visit(thing) }),
    'scheduling.answerVisit': (thing) => ({
      params: visit(thing),
      body: { version, answer: { as: 'accept' } },
    }),
    'scheduling.answerProposal': (thing) => ({ params: visit(thing), body: { version, agree: true } }),
    'scheduling.withdrawVisit': (thing) => ({ params: visit(thing), body: { version } }),
    'scheduling.dropOccurrence': (thing) => ({ params: visit(thing), body: { version } }),
    'scheduling.listGaps': () => ({ query: { from: life.today } }),
    'scheduling.listProposals': () => ({ query: { from: life.today } }),
    'scheduling.acceptProposal': () => ({ params: { proposalId }, body: { kind: 'general' } }),
    'scheduling.dismissProposal': () => ({ params: { proposalId }, body: { reason: 'not-needed' } }),
  }
}
