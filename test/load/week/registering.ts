import { addDays } from '#shared/kernel/calendar.ts'
import { idNumberFor } from '../../patients/support.ts'
import type { District } from './district.ts'
import type { Person, Stage } from './stage.ts'
import type { Tally } from './tally.ts'
import type { Patient } from './town.ts'

const atOnce = 24
/** So many people are born on one day before the next begins: their ID numbers must differ. */
const perBirthDate = 450

/** Somebody that nobody is: name, ID number and phone follow from the index and are each one's own. */
function personOf(index: number, siteId: string) {
  const sex = index % 2 ? '1' : '2'
  const [batch, turn] = [Math.floor(index / perBirthDate), index % perBirthDate]
  const birthDate = addDays('1950-01-01', batch * 41 + turn)
  const given = [0x4e00 + (index % 5000), 0x5000 + Math.floor(index / 5000)]
  return {
    ...{ siteId, sex, birthDate, needs: [] },
    name: `测试${String.fromCodePoint(...given)}`,
    idNumber: idNumberFor(birthDate, sex, 1 + turn),
    phone: `138${String(10_000_000 + index)}`,
  }
}

/** Every patient is registered by the desk of a clinic, the clinics in turn, and signs in. */
export async function register(
  stage: Stage,
  { sites }: District,
  staff: ReadonlyMap<string, Person>,
  { count, tally }: { count: number; tally: Tally },
): Promise<Patient[]> {
  const patients: Patient[] = []
  const one = async (index: number): Promise<void> => {
    const siteId = sites[index % sites.length]?.siteId ?? ''
    const desk = staff.get(siteId)
    if (!desk) return
    const body = personOf(index, siteId)
    const answer = await tally.asked('register', () => desk.patients.post('/api/patients/records', body))
    if (answer.status !== 201) return
    const { patientId } = answer.body
    const person = await stage.signIn(patientId, { role: 'patient', patientId })
    patients.push({ patientId, siteId, person })
  }
  for (let at = 0; at < count; at += atOnce) {
    await Promise.all(Array.from({ length: Math.min(atOnce, count - at) }, (_, more) => one(at + more)))
    await stage.relay()
  }
  return patients
}
