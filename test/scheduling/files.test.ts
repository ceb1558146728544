import { inflateRawSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { textCell } from '#functions/scheduling/day-sheet.ts'
import {
  book,
  type Clinic,
  cancel,
  freeIn,
  heard,
  move,
  ok,
  openClinic,
  published,
  tellPatient,
  today,
  wangjing,
} from './support.ts'

const api = '/api/scheduling'
let clinic: Clinic
beforeAll(async () => {
  clinic = await openClinic()
})

/** The lines of an iCalendar file, folded ones joined (RFC 5545 §3.1). */
const linesOf = (text: string): string[] => text.replaceAll('\r\n ', '').split('\r\n')
const fieldOf = (text: string, name: string): string | undefined =>
  linesOf(text)
    .find((line) => line.startsWith(`${name}:`) || line.startsWith(`${name};`))
    ?.split(':')
    .slice(1)
    .join(':')

describe('an appointment in a calendar', () => {
  it('says when, where and the code, and not what for', async () => {
    const session = await published(clinic.staff)
    const appointment = ok(await book(clinic.patient, freeIn(session)[0]))
    const path = (slotId: string) => `${api}/slots/${slotId}/appointment.ics`
    const file = await clinic.patient.get(path(appointment.slotId))
    expect(file.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    expect(fieldOf(file.body, 'SUMMARY')).toBe('门诊预约')
    expect(fieldOf(file.body, 'DTSTART')).toBe('20260916T010000Z')
    expect(fieldOf(file.body, 'DTEND')).toBe('20260916T011500Z')
    expect(fieldOf(file.body, 'UID')).toBe(`${appointment.appointmentId}@127.0.0.1`)
    expect(fieldOf(file.body, 'SEQUENCE')).toBe('0')
    expect(fieldOf(file.body, 'STATUS')).toBe('CONFIRMED')
    expect(file.body).toContain(appointment.code)
    expect(file.body).not.toMatch(/精神|psychiatr|王桂兰|prac-001/i)
    const english = await clinic.patient.get(`${path(appointment.slotId)}?lang=en`)
    expect(fieldOf(english.body, 'SUMMARY')).toBe('Clinic appointment')

    const moved = ok(await move(clinic.patient, appointment, freeIn(session)[2]))
    const second = (await clinic.patient.get(path(moved.slotId))).body
    expect([fieldOf(second, 'UID'), fieldOf(second, 'SEQUENCE')]).toEqual([
      `${appointment.appointmentId}@127.0.0.1`,
      '1',
    ])
    expect((await clinic.patient.get(path(appointment.slotId))).body).toMatchObject({
      type: 'urn:problem:scheduling:appointment-unknown',
    })

    ok(await cancel(clinic.patient, moved))
    const third = (await clinic.patient.get(path(moved.slotId))).body
    expect([fieldOf(third, 'SEQUENCE'), fieldOf(third, 'STATUS')]).toEqual(['2', 'CANCELLED'])
    for (const other of [clinic.otherPatient, clinic.otherStaff])
      expect((await other.get(path(moved.slotId))).body).toMatchObject({
        type: 'urn:problem:scheduling:appointment-unknown',
      })
  })
})

describe("a practitioner's calendar feed", () => {
  it('opens with its secret address alone, and says 出诊', async () => {
    const session = await published(clinic.staff, { date: '2026-09-18' })
    await hearAll()
    expect((await clinic.otherDoctor.get(`${api}/practitioners/prac-001/calendar`)).status).toBe(404)
    const { url } = ok(await clinic.doctor.get(`${api}/practitioners/prac-001/calendar`))
    const path = new URL(url).pathname
    const feed = (await clinic.nobody.get(path)).body
    expect(fieldOf(feed, 'SUMMARY')).toBe('出诊')
    expect(feed).toContain(session.sessionId)
    expect(linesOf(feed).every((line) => Buffer.byteLength(line) > 0 || line === '')).toBe(true)
    for (const forged of [
      path.slice(0, -1),
      `${path.slice(0, -1)}!`,
      path.replace('prac-001', 'prac-002'),
      `${api}/calendars/${'x'.repeat(30)}`,
    ])
      expect((await clinic.nobody.get(forged)).status).not.toBe(200)
  })

  it('shows a stopped session as cancelled, with a later sequence', async () => {
    const session = await published(clinic.staff, { date: '2026-09-21' })
    ok(
      await clinic.staff.post(`${api}/sessions/${session.sessionId}/stop`, {
        version: 2,
        reason: 'emergency',
      }),
    )
    await hearAll()
    const { url } = ok(await clinic.doctor.get(`${api}/practitioners/prac-001/calendar`))
    const feed: string = (await clinic.nobody.get(new URL(url).pathname)).body
    const event = feed.split('BEGIN:VEVENT').find((one) => one.includes(session.sessionId)) ?? ''
    expect([fieldOf(event, 'STATUS'), fieldOf(event, 'SEQUENCE')]).toEqual(['CANCELLED', '3'])
  })
})

/** Tells the clinic its own events, backwards and twice: as a relay may. */
async function hearAll(): Promise<void> {
  const { deliveredFrom } = await import('#functions/platform/events.ts')
  const { entriesOf } = await import('./journal-of.ts')
  const told = (await entriesOf(clinic.platform.table))
    .filter(({ context }) => context === 'scheduling')
    .map(deliveredFrom)
  for (const event of [...told, ...told].reverse()) await heard(clinic.consumers, event)
}

/** The texts of an .xlsx: its shared strings and its one sheet, out of the ZIP. */
function textsIn(file: Uint8Array): string {
  const bytes = Buffer.from(file)
  let text = ''
  for (let at = bytes.indexOf('PK\u0001\u0002'); at >= 0; at = bytes.indexOf('PK\u0001\u0002', at + 4)) {
    const [method, size, nameLength] = [
      bytes.readUInt16LE(at + 10),
      bytes.readUInt32LE(at + 20),
      bytes.readUInt16LE(at + 28),
    ]
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength)
    const local = bytes.readUInt32LE(at + 42)
    const begin = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    const part = bytes.subarray(begin, begin + size)
    if (/sharedStrings|sheet1/.test(name))
      text += (method === 8 ? inflateRawSync(part) : part).toString('utf8')
  }
  return text
}

describe('the day list as a spreadsheet', () => {
  it('masks phones, says who took it when, and goes to whose site it is', async () => {
    await tellPatient(clinic.hear, clinic.platform, 'p-3')
    const session = await published(clinic.staff, { date: today })
    ok(
      await clinic.staff.post(`${api}/slots/${freeIn(session)[0]}/appointment`, {
        patientId: 'p-3',
        visit: 'first',
        note: '=1+1',
      }),
    )
    const response = await clinic.app.request(`${api}/sites/${wangjing}/days/${today}/list.xlsx`, {
      headers: await headersOf(),
    })
    expect(response.headers.get('content-type')).toContain('spreadsheetml')
    expect(decodeURIComponent(response.headers.get('content-disposition') ?? '')).toContain(
      `望京社区卫生服务中心 ${today}.xlsx`,
    )
    const texts = textsIn(new Uint8Array(await response.arrayBuffer()))
    for (const part of ['王桂兰', '*******2210', 'staff-site-050 于 2026-09-15 8:00 导出', "'=1+1"])
      expect(texts).toContain(part.replaceAll("'", texts.includes("'=") ? "'" : '&apos;'))
    expect(texts).not.toMatch(/<f>/)
    expect((await clinic.otherStaff.get(`${api}/sites/${wangjing}/days/${today}/list.xlsx`)).status).toBe(404)
    expect((await clinic.office.get(`${api}/sites/${wangjing}/days/${today}/list.xlsx`)).status).toBe(403)
  })

  it('keeps what looks like a formula as text', () => {
    for (const sign of ['=', '+', '-', '@', '\t'])
      expect(textCell(`${sign}cmd`)).toEqual({ value: `'${sign}cmd`, type: String })
    expect(textCell('王桂兰')).toEqual({ value: '王桂兰', type: String })
  })
})

const headersOf = async () => {
  const { people } = await import('#test/support/platform.ts')
  return people(clinic.platform).clinicStaff(wangjing)
}
