import type { Page, Route } from 'playwright-core'
import { appointmentOf, now } from './support.ts'

export const problem = (route: Route, status: number, type: string): Promise<void> =>
  route.fulfill({
    status,
    contentType: 'application/problem+json',
    body: JSON.stringify({ type: `urn:problem:${type}`, status, title: type }),
  })

const record = (patientId: string, relation: 'self' | 'ward', nameMasked: string) => ({
  patientId,
  relation,
  nameMasked,
  birthYear: 1980,
  phoneTail: '2210',
  siteIds: [],
})
export const self = record('patient-1', 'self', '王**')
export const ward = record('patient-2', 'ward', '吴**')

type Handler = (route: Route) => Promise<void> | void

/** What the API answers, by the name of the operation; a test replaces what it is about. */
export interface Answers {
  listMine: Handler
  listAppointments: Handler
  holdSlot: Handler
  bookSlot: Handler
  bookTogether: Handler
  moveAppointment: Handler
  cancelAppointment: Handler
  readMyPlace: Handler
  joinWaitlist: Handler
  listWaits: Handler
  leaveWaitlist: Handler
  acceptOffer: Handler
  declineOffer: Handler
  listReoffers: Handler
  answerReoffer: Handler
  listMisses: Handler
  appealMiss: Handler
  listMailboxes: Handler
  listNotices: Handler
  markRead: Handler
}

const paths: Readonly<Record<keyof Answers, RegExp>> = {
  listMine: /\/api\/patients\/mine$/,
  listAppointments: /\/api\/scheduling\/patients\/[^/]+\/appointments$/,
  holdSlot: /\/api\/scheduling\/slots\/[^/]+\/hold$/,
  bookSlot: /\/api\/scheduling\/slots\/[^/]+\/appointment$/,
  bookTogether: /\/api\/scheduling\/slots\/[^/]+\/together$/,
  moveAppointment: /\/api\/scheduling\/slots\/[^/]+\/move$/,
  cancelAppointment: /\/api\/scheduling\/slots\/[^/]+\/cancellation$/,
  readMyPlace: /\/api\/scheduling\/slots\/[^/]+\/place\?/,
  joinWaitlist: /\/api\/scheduling\/sites\/[^/]+\/waits$/,
  listWaits: /\/api\/scheduling\/patients\/[^/]+\/waits$/,
  leaveWaitlist: /\/waits\/[^/]+\/leaving$/,
  acceptOffer: /\/waits\/[^/]+\/acceptance$/,
  declineOffer: /\/waits\/[^/]+\/refusal$/,
  listReoffers: /\/patients\/[^/]+\/reoffers$/,
  answerReoffer: /\/reoffers\/[^/]+\/answer$/,
  listMisses: /\/patients\/[^/]+\/misses$/,
  appealMiss: /\/misses\/[^/]+\/appeal$/,
  listMailboxes: /\/api\/patients\/mailbox$/,
  listNotices: /\/api\/patients\/records\/[^/]+\/notices\?/,
  markRead: /\/notices\/[^/]+\/read$/,
}

/** Answers in the network, not in our modules: a signed-in person with one ward and one appointment. */
export async function answered(page: Page, changes: Partial<Answers> = {}): Promise<Answers> {
  const answers: Answers = {
    listMine: (route) => route.fulfill({ json: { records: [self, ward] } }),
    listAppointments: (route) => route.fulfill({ json: { appointments: [appointmentOf()] } }),
    holdSlot: (route) => route.fulfill({ json: { slotId: 'kept', until: now + 300_000 } }),
    bookSlot: (route) => route.fulfill({ status: 201, json: appointmentOf() }),
    bookTogether: (route) => route.fulfill({ status: 201, json: { appointments: [appointmentOf()] } }),
    moveAppointment: (route) => route.fulfill({ json: appointmentOf({ date: '2026-09-17' }) }),
    cancelAppointment: (route) => route.fulfill({ json: appointmentOf({ state: 'cancelled' }) }),
    readMyPlace: (route) => problem(route, 404, 'scheduling:appointment-unknown'),
    joinWaitlist: (route) => problem(route, 409, 'scheduling:wait-exists'),
    listWaits: (route) => route.fulfill({ json: { waits: [] } }),
    leaveWaitlist: (route) => problem(route, 404, 'scheduling:wait-unknown'),
    acceptOffer: (route) => problem(route, 409, 'scheduling:offer-over'),
    declineOffer: (route) => problem(route, 409, 'scheduling:offer-over'),
    listReoffers: (route) => route.fulfill({ json: { lines: [] } }),
    answerReoffer: (route) => problem(route, 409, 'scheduling:offer-over'),
    listMisses: (route) => route.fulfill({ json: { misses: [] } }),
    appealMiss: (route) => problem(route, 409, 'scheduling:appeal-exists'),
    listMailboxes: (route) => route.fulfill({ json: { boxes: [] } }),
    listNotices: (route) => route.fulfill({ json: { notices: [], unread: 0 } }),
    markRead: (route) => route.fulfill({ json: { unread: 0 } }),
    ...changes,
  }
  for (const name of Object.keys(paths) as (keyof Answers)[])
    await page.route(paths[name], (route) => answers[name](route))
  return answers
}

export const signedOut: Partial<Answers> = {
  listMine: (route) => problem(route, 401, 'http:sign-in-required'),
}
