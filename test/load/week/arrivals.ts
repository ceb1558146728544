import { addDays, instantOf } from '#shared/kernel/calendar.ts'
import { atTheDesk, clinicDay, walkIn } from './desk.ts'
import { seek } from './seeking.ts'
import type { Size } from './size.ts'
import { stopClinic } from './stopping.ts'
import { type Clinic, hourMs, minuteMs, type Patient, refresh, type Town } from './town.ts'

type Coming = (patient: Patient, clinic: Clinic) => void

/** So many patients, each with a clinic: mostly one at their own site, the first of a list more than the last. */
function each({ clinics, patients, roll }: Town, count: number, coming: Coming): void {
  for (let index = 0; index < count; index++) {
    const patient = patients[Math.floor(roll() * patients.length)]
    const own = clinics.filter(({ session }) => session.siteId === patient?.siteId)
    const list = own.length > 0 && roll() < 0.85 ? own : clinics
    const clinic = list[Math.floor(roll() ** 1.5 * list.length)]
    if (patient && clinic) coming(patient, clinic)
  }
}

/** Two in three come at eight, when numbers are released, within ten minutes; the others through the days after. */
function seekers(town: Town, count: number): void {
  const { agenda, roll } = town
  each(town, count, (patient, clinic) => {
    const { releaseAt, date, time } = clinic.session
    const untilAnHourBefore = instantOf(date, time.start) - hourMs - releaseAt
    const after = roll() < 0.65 ? 1000 + roll() ** 3 * 10 * minuteMs : roll() * untilAnHourBefore
    agenda.at(releaseAt + after, () => seek(town, patient, clinic))
  })
}

/** Everything that people are going to do by themselves; what they do then, they do on what they meet. */
export function arrivals(town: Town, size: Size): void {
  const { agenda, clinics, roll } = town
  seekers(town, size.seekers)
  each(town, size.atDesk, (patient, clinic) => {
    const dayBefore = addDays(clinic.session.date, -1)
    agenda.at(instantOf(dayBefore, 500 + roll() * 480), () => atTheDesk(town, patient, clinic))
  })
  each(town, size.walkIns, (patient, clinic) => {
    const { date, time } = clinic.session
    agenda.at(instantOf(date, Math.floor(time.start + roll() * 90)), () => walkIn(town, patient, clinic))
  })
  each(town, size.stops, (_, clinic) => {
    const { date, time } = clinic.session
    agenda.at(instantOf(date, time.start) - (2 + 20 * roll()) * hourMs, () => stopClinic(town, clinic))
  })
  for (const clinic of clinics) {
    clinicDay(town, clinic)
    for (let hours = 0; hours < 48; hours += 3)
      agenda.at(clinic.session.releaseAt + hours * hourMs, async () => refresh(town, clinic))
  }
}
