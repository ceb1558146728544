import type { Apps } from '#test/support/apps.ts'
import type { Headers } from '#test/support/platform.ts'
import { canaries } from './canaries.ts'
import { here, type Life } from './open-life.ts'
import { newPatient } from './patients-life.ts'

/** An answer to something that should not have been asked so. */
export interface Mishap {
  readonly what: string
  readonly status: number
  readonly text: string
  readonly headers: string
}

type Ask = (what: string, path: string, init?: RequestInit) => Promise<void>

/** Everything that people and programs do wrong with what is sensitive: in the wrong field, the wrong place, the wrong format. */
export async function everythingWrong(life: Life, { request }: Apps): Promise<Mishap[]> {
  const seen: Mishap[] = []
  const staff = life.people.get('clinic-staff') ?? {}
  const ask: Ask = async (what, path, init = {}) => {
    const response = await request(path, init)
    const headers = JSON.stringify([...response.headers])
    seen.push({ what, status: response.status, text: await response.text(), headers })
  }
  await wrongBodies(life, staff, ask)
  await wrongPlaces(staff, ask)
  await wrongSignIns(ask)
  return seen
}

const [name = '', other = ''] = canaries.names
const [phone = ''] = canaries.phones
const [idNumber = ''] = canaries.idNumbers
const { guardianName, guardianPhone, note, words } = canaries

async function wrongBodies(life: Life, staff: Headers, ask: Ask): Promise<void> {
  const records = '/api/patients/records'
  const post = (what: string, path: string, body: string, more: Headers = {}) =>
    ask(what, path, {
      method: 'POST',
      headers: { ...staff, 'idempotency-key': crypto.randomUUID(), ...more },
      body,
    })
  const wrong: Readonly<Record<string, unknown>> = {
    'an ID number for a phone': { phone: idNumber },
    'a phone for an ID number': { idNumber: phone },
    'a name too long': { name: `${name}${idNumber}`.repeat(20) },
    'a name for a sex': { sex: name },
    'a phone for a key': { [phone]: note },
    'a name for a site': { siteId: name },
    'a guardian with everything swapped': {
      guardian: { name: guardianPhone, relation: guardianName, phone: note },
    },
    'a registration of somebody known here': {},
  }
  for (const [what, fields] of Object.entries(wrong))
    await post(what, records, JSON.stringify({ ...newPatient(life, 0), ...(fields as object) }))
  await post('half a body', records, `{"name":"${name}","idNumber":"${idNumber}","phone":"${phone}`)
  await post('no JSON at all', records, `${name} ${phone} ${idNumber}`, { 'content-type': 'text/plain' })
  await post('far too much', records, JSON.stringify({ name, note: note.repeat(20_000) }))
  await post(
    'a search too short',
    '/api/patients/search',
    JSON.stringify({ siteId: here, text: words.slice(0, 1) }),
  )
  await post(
    'a search with a cursor made up',
    '/api/patients/search',
    JSON.stringify({ siteId: here, text: name, after: phone }),
  )
  await post(
    'an admission under another name',
    `/api/patients/sites/${here}/admissions`,
    JSON.stringify({ idNumber: canaries.idNumbers[3], name: other, basis: 'patient-present' }),
  )
  await post(
    'a booking of a number that is none',
    `/api/scheduling/slots/${here}.20300101.zzzzzz.01/appointment`,
    JSON.stringify({ patientId: phone, visit: 'first', note }),
  )
  await post('a note too long', `/api/scheduling/slots/${here}.20300101.zzzzzz.01/appointment`, longNote)
  await post('a key that is an ID number', records, JSON.stringify({ name }), { 'idempotency-key': idNumber })
  const csv = `site_no,name_zh,type\n1,${name},${phone}\n"${idNumber}`
  const office = life.people.get('alliance-office') ?? {}
  await post(
    'a list of sites with people in it',
    '/api/alliance/site-imports/check',
    JSON.stringify({ csv }),
    office,
  )
}

const longNote = JSON.stringify({ patientId: 'p', visit: 'first', note: note.repeat(30) })

async function wrongPlaces(staff: Headers, ask: Ask): Promise<void> {
  const text = encodeURIComponent(`${name} ${phone} ${idNumber}`)
  const paths = [
    `/api/patients/records/${text}`,
    `/api/patients/records/${phone}`,
    `/api/scheduling/sites/${text}/sessions?from=${phone}`,
    `/api/scheduling/patients/${idNumber}/card`,
    `/api/scheduling/calendars/${encodeURIComponent(name.repeat(10))}`,
    `/api/access/journal?date=${idNumber}`,
    `/api/access/people?name=${text}&after=${text}`,
    `/api/patients/${text}`,
  ]
  for (const path of paths) await ask(path, path, { headers: staff })
  const header = `${phone} ${idNumber}`
  await ask('headers', '/api/patients/mine', {
    headers: {
      ...staff,
      'x-request-id': header,
      'user-agent': header,
      accept: header,
      'accept-language': header,
    },
  })
  await ask('a token that is none', '/api/patients/mine', {
    headers: { authorization: `Bearer ${idNumber}` },
  })
  await ask('a cookie that is none', '/api/patients/mine', { headers: { cookie: `xl-session=${idNumber}` } })
  await ask('another method', `/api/patients/records/${phone}`, { method: 'DELETE', headers: staff })
}

async function wrongSignIns(ask: Ask): Promise<void> {
  const text = encodeURIComponent(`${name} ${phone}`)
  await ask(
    'a sign-in to somewhere',
    `/auth/sign-in?return=${encodeURIComponent(`//${idNumber}.example/${name}`)}`,
  )
  await ask('a callback out of nowhere', `/auth/callback?code=${text}&state=${text}`)
  await ask(
    'a callback with an error',
    `/auth/callback?error=${text}&error_description=${text}&state=${idNumber}`,
  )
  await ask('a sign-out from elsewhere', `/auth/sign-out?return=${text}`, {
    method: 'POST',
    headers: { 'sec-fetch-site': 'cross-site', referer: `https://x.example/?${phone}` },
  })
}
