import BookPage from '#frontends/scheduling/pages/BookPage.vue'
import {
  type Answers,
  type Asked,
  clerk,
  type Opened,
  openPage,
  sessionAt,
  stubServer,
  today,
  withCells,
} from './pages.ts'

export const tomorrow = '2026-09-16'
export const own = withCells(sessionAt(tomorrow), ['booked', 'free', 'free', 'booked', 'free'])
export const other = withCells(
  sessionAt(today, {
    sessionId: 'site-050.20260915.b',
    practitionerId: 'prac-002',
    practitionerName: '贺文谦',
  }),
  ['booked', 'booked', 'booked', 'booked', 'booked', 'free'],
)
const hit = {
  patientId: 'p-1',
  name: '王桂兰',
  sex: '2',
  birthYear: 1959,
  phoneTail: '2210',
  phoneMasked: '138****2210',
  initials: 'wgl',
}
const visit = {
  appointmentId: 'a-0',
  slotId: 's-0',
  sessionId: 'x',
  patientId: 'p-1',
  siteId: 'site-050',
  siteName: '望京',
  practitionerId: 'prac-001',
  practitionerName: '陈思远',
  date: '2026-09-01',
  time: { start: 540, end: 555 },
  room: '2',
  number: 1,
  pool: 'public',
  kind: 'general',
  visit: 'return',
  state: 'seen',
  code: '111111',
  bookedAt: 0,
}
export const booked = (slotId: string) => ({
  ...visit,
  slotId,
  sessionId: own.sessionId,
  date: tomorrow,
  time: { start: 555, end: 570 },
  number: 2,
  state: 'booked',
})
export const slotIn = (path: string): string => decodeURIComponent(path.split('/')[4] ?? '')

/** Booking as the clerk opens it: one patient whom 陈思远 has seen, who is here tomorrow; 贺文谦 is here today. */
export async function openBooking(answers: Answers = {}): Promise<{ page: Opened; asked: Asked[] }> {
  const asked = stubServer(answers, {
    'POST /api/patients/search': () => ({ by: 'initials', hits: [hit] }),
    'GET /api/scheduling/patients/p-[^/]+/card': () => ({
      patientId: 'p-1',
      card: { name: '王桂兰', sex: '2', birthYear: 1959 },
      appointments: [visit],
    }),
    'GET .*/choices': () => ({ siteName: '望京', departments: [], practitioners: [] }),
    'GET .*/sessions': () => ({ days: [], sessions: [other, own] }),
    'POST .*/appointment': ({ path }) => booked(slotIn(path)),
  })
  return { page: await openPage(BookPage, '/book', clerk), asked }
}

/** Writes where the focus is. */
export async function type(text: string, page: Opened | undefined): Promise<void> {
  const field = document.activeElement
  if (!(field instanceof HTMLInputElement)) throw new Error(`the focus is on ${field?.outerHTML}`)
  field.value = text
  field.dispatchEvent(new Event('input', { bubbles: true }))
  await page?.settle()
}
