import { patientsApp } from '#functions/patients/app.ts'
import { patientsRepository } from '#functions/patients/repository.ts'
import type { Grant } from '#shared/access/index.ts'
import { checkDigitOf, type NewPatient } from '#shared/patients/index.ts'
import { entriesOf } from '#test/scheduling/journal-of.ts'
import { as, asking, type Headers, type PlatformChoice, testPlatform } from '#test/support/platform.ts'

/** A sound ID number of nobody: area of Chaoyang, the given birth date, a sequence number that carries the sex. */
export function idNumberFor(birthDate: string, sex: '1' | '2', sequence = 10): string {
  const order = String(sequence * 2 + (sex === '1' ? 1 : 0))
    .padStart(3, '0')
    .slice(-3)
  const seventeen = `110105${birthDate.replaceAll('-', '')}${order}`
  return seventeen + checkDigitOf(seventeen)
}

/** 王桂兰, as the desk of Wangjing would send her. */
export const wangGuilan = (changes: Partial<NewPatient> = {}): NewPatient => ({
  siteId: 'site-050',
  name: '王桂兰',
  sex: '2',
  birthDate: '1959-03-08',
  idNumber: idNumberFor('1959-03-08', '2'),
  phone: '13800002210',
  needs: [],
  ...changes,
})

/** The patients context over its own table, with the people who ask it. */
export async function openPatients(options: PlatformChoice = {}) {
  const platform = await testPlatform({ context: 'patients', ...options })
  const app = patientsApp(platform)
  const ask = async (headers: Promise<Headers>) => asking(app, await headers)
  return {
    platform,
    app,
    repository: patientsRepository(platform),
    wangjing: await ask(as(platform, 'li-min', { role: 'clinic-staff', siteId: 'site-050' })),
    jiuxianqiao: await ask(as(platform, 'zhao-hui', { role: 'clinic-staff', siteId: 'site-001' })),
    person: (personId: string, ...grants: Grant[]) => ask(as(platform, personId, ...grants)),
    nobody: asking(app, { 'content-type': 'application/json' }),
    /** Every journal entry there is, oldest first. */
    journal: () => entriesOf(platform.table),
  }
}
export type Patients = Awaited<ReturnType<typeof openPatients>>

/** Registers and answers with the id. */
export async function registered(desk: Patients['wangjing'], body = wangGuilan()): Promise<string> {
  const answer = await desk.post('/api/patients/records', body)
  if (answer.status !== 201) throw new Error(`not registered: ${JSON.stringify(answer.body)}`)
  return answer.body.patientId
}
