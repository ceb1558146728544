import { type Bodies, here, type Life, there } from './open-life.ts'

export interface Patients {
  /** Known at both sites; the person who signs in as `patient`. */
  readonly self: string
  /** Known here; `guardian` is theirs. */
  readonly ward: string
  /** Known here, nobody's own. */
  readonly here: string
  /** Known at the other site only. */
  readonly there: string
}

export const newPatient = ({ secrets }: Life, index: number, siteId = here) => ({
  siteId,
  name: secrets.names[index],
  sex: '2',
  birthDate: '1959-03-08',
  idNumber: secrets.idNumbers[index],
  phone: secrets.phones[index],
})

export async function receivePatients(life: Life): Promise<Patients> {
  const { must, signIn, apps, secrets } = life
  const staff = 'clinic-staff'
  const add = async (who: string, index: number, more: Bodies = {}) => {
    const body = { ...newPatient(life, index, who === staff ? here : there), ...more }
    return (await must(who, 'patients.registerPatient', { body })).patientId as string
  }
  const guardian = { name: secrets.guardianName, relation: 'child', phone: secrets.guardianPhone }
  const patients = {
    self: await add(staff, 0),
    ward: await add(staff, 1, { guardian }),
    here: await add(staff, 2),
    there: await add('other-staff', 3),
  }
  const admission = { idNumber: secrets.idNumbers[0], name: secrets.names[0], basis: 'patient-present' }
  await must('other-staff', 'patients.admitPatient', { params: { siteId: there }, body: admission })
  const params = { patientId: patients.here }
  await must(staff, 'patients.readPatient', { params })
  await must(staff, 'patients.changePatient', { params, body: { version: 1, needs: ['hearing'] } })
  for (const text of [secrets.names[2], secrets.phones[2], secrets.idNumbers[2], ''])
    await must(staff, 'patients.searchPatients', { body: { siteId: here, text } })
  await must(staff, 'patients.revealContact', { params, body: { field: 'phone', reason: 'call' } })
  await signIn('patient', { role: 'patient', patientId: patients.self })
  await signIn('guardian', { role: 'guardian', patientId: patients.ward })
  await must('patient', 'patients.listMine')
  await must('guardian', 'patients.listMine')
  await apps.settled()
  return patients
}
