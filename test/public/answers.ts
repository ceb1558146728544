import type { Page, Route } from 'playwright-core'
import { appointmentOf } from './support.ts'

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
  bookSlot: Handler
  moveAppointment: Handler
  cancelAppointment: Handler
}

const paths: Readonly<Record<keyof Answers, RegExp>> = {
  listMine: /\/api\/patients\/mine$/,
  listAppointments: /\/api\/scheduling\/patients\/[^/]+\/appointments$/,
  bookSlot: /\/api\/scheduling\/slots\/[^/]+\/appointment$/,
  moveAppointment: /\/api\/scheduling\/slots\/[^/]+\/move$/,
  cancelAppointment: /\/api\/scheduling\/slots\/[^/]+\/cancellation$/,
}

/** Answers in the network, not in our modules: a signed-in person with one ward and one appointment. */
export async function answered(page: Page, changes: Partial<Answers> = {}): Promise<Answers> {
  const answers: Answers = {
    listMine: (route) => route.fulfill({ json: { records: [self, ward] } }),
    listAppointments: (route) => route.fulfill({ json: { appointments: [appointmentOf()] } }),
    bookSlot: (route) => route.fulfill({ status: 201, json: appointmentOf() }),
    moveAppointment: (route) => route.fulfill({ json: appointmentOf({ date: '2026-09-17' }) }),
    cancelAppointment: (route) => route.fulfill({ json: appointmentOf({ state: 'cancelled' }) }),
    ...changes,
  }
  for (const name of Object.keys(paths) as (keyof Answers)[])
    await page.route(paths[name], (route) => answers[name](route))
  return answers
}

export const signedOut: Partial<Answers> = {
  listMine: (route) => problem(route, 401, 'http:sign-in-required'),
}
