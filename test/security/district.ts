import { foundAlliance } from './alliance-life.ts'
import { stopFor } from './cascade-life.ts'
import { book, feedIn, type Held, numberOf, type Published, publish, sessionPlan } from './clinic-life.ts'
import { here, type Life, there } from './open-life.ts'
import { newPatient, type Patients, receivePatients } from './patients-life.ts'
import { register } from './practitioners-life.ts'
import { arrange } from './visits-life.ts'
import { leftPlaces, missed } from './waiting-life.ts'

type Named = Readonly<Record<string, string>>

/** Everything that a request can be about, by the names of the table. `unknown` is what does not exist. */
export interface District {
  readonly sites: Named
  readonly departments: Named
  readonly sessions: Named
  readonly patients: Named
  readonly practitioners: Named
  readonly appointments: Readonly<Record<string, Held>>
  /** Numbers that are taken: whoever may book them is told so. */
  readonly numbers: Named
  readonly templates: Named
  /** Places in waiting lists that have been left. */
  readonly places: Named
  readonly visits: Named
  readonly offers: Named
  /** Stopped sessions, and the appointments that were lost with them. */
  readonly stopped: Named
  readonly lost: Readonly<Record<string, Held & { readonly patientId: string }>>
  readonly agreementId: string
  readonly practiceId: string
  readonly feed: string
}

const unknownSession = `${there}.20300101.zzzzzz`
const unknownHeld = { slotId: `${unknownSession}.01`, appointmentId: 'none-of-ours' }

/** Somebody of each role, and things of theirs and of others: accepted sites, sessions, patients who have been seen. */
export async function openDistrict(life: Life): Promise<District> {
  const { agreementId, siteId } = await foundAlliance(life)
  const { own, other, practiceId } = await register(life, { siteId })
  const patients = await receivePatients(life)
  await signEverybodyIn(life, own, patients)
  const sessions = {
    'ours here': await publish(life, here, own, life.day(3)),
    "another's here": await publish(life, here, other, life.day(3)),
    'ours there': await publish(life, there, own, life.day(4)),
    "another's there": await publish(life, there, other, life.day(5)),
  }
  const address = await life.must('practitioner', 'scheduling.readFeedAddress', {
    params: { practitionerId: own },
  })
  const named = Object.entries(sessions).map(([name, { sessionId }]) => [name, sessionId])
  const appointments = await seenToday(life, [own, other], patients)
  await missToday(life, patients, appointments)
  return {
    sites: { here, there, unknown: 'site-999' },
    departments: Object.fromEntries(
      [here, there, 'site-999'].map((id, at) => [['here', 'there', 'unknown'][at], `${id}.psychiatry`]),
    ),
    sessions: { ...Object.fromEntries(named), unknown: unknownSession },
    patients: {
      self: patients.self,
      ward: patients.ward,
      'a patient here': patients.here,
      'a patient there': patients.there,
      unknown: 'nobody-at-all',
    },
    practitioners: { own, other, unknown: 'no-such-practitioner' },
    places: await leftPlaces(life, own, patients),
    ...(await askedVisits(life, own, other)),
    ...(await stoppedSessions(life, [own, other], patients)),
    appointments: { ...appointments, unknown: unknownHeld },
    numbers: await takenNumbers(life, sessions, patients),
    templates: {
      here: await template(life, here, own),
      there: await template(life, there, own),
      unknown: 'none',
    },
    agreementId,
    practiceId,
    feed: feedIn(address.url),
  }
}

export async function signEverybodyIn(
  { signIn }: Life,
  own: string,
  patients: Pick<Patients, 'self' | 'ward'>,
) {
  await signIn('patient', { role: 'patient', patientId: patients.self })
  await signIn('guardian', { role: 'guardian', patientId: patients.ward })
  await signIn('clinic-staff', { role: 'clinic-staff', siteId: here })
  await signIn('practitioner', { role: 'practitioner', practitionerId: own })
  // The same person as the psychiatrist, in another hat: sessions and patients stay with that other one.
  await signIn('panel-expert', { role: 'panel-expert', practitionerId: own })
  await signIn('panel-coordinator', { role: 'panel-coordinator' })
  await signIn('referral-desk', { role: 'referral-desk', organisationId: 'site-056' })
  await signIn('pharmacist', { role: 'pharmacist', siteId: here })
  await signIn('alliance-office', { role: 'alliance-office' })
  await signIn('auditor', { role: 'auditor' })
  await signIn('stranger')
  await signIn(
    'unbound',
    { role: 'clinic-staff' },
    { role: 'practitioner' },
    { role: 'patient' },
    { role: 'guardian' },
    { role: 'referral-desk' },
  )
  await signIn('spare', { role: 'pharmacist', siteId: there })
}

/** Agreed and open visits, and the offers that they came of. */
async function askedVisits(
  life: Life,
  own: string,
  other: string,
): Promise<Pick<District, 'visits' | 'offers'>> {
  const me = { who: 'practitioner', practitionerId: own }
  const colleague = { who: 'other-practitioner', practitionerId: other }
  const ours = await arrange(life, here, me, life.day(45), 'ask')
  const others = await arrange(life, here, colleague, life.day(46), 'book')
  const away = await arrange(life, there, me, life.day(47), 'book')
  const far = await arrange(life, there, colleague, life.day(48), 'ask')
  return {
    visits: {
      'ours here': ours.visitId,
      "another's here": others.visitId,
      'ours there': away.visitId,
      "another's there": far.visitId,
      unknown: unknownSession,
    },
    offers: { own: ours.offerId, other: others.offerId, unknown: 'w1.m.zzzzzz' },
  }
}

/** Stopped, with patients for whom nothing has been found. */
async function stoppedSessions(
  life: Life,
  [own, other]: readonly [string, string],
  patients: Patients,
): Promise<Pick<District, 'stopped' | 'lost'>> {
  const ours = await publish(life, here, own, life.day(50))
  const others = await publish(life, there, other, life.day(51))
  const colleagues = await publish(life, here, other, life.day(52))
  const at = async (who: string, session: Published, index: number, patientId: string) => ({
    ...(await book(life, who, numberOf(session, 'clinic', index), patientId)),
    patientId,
  })
  const lost = {
    'of self here': await at('clinic-staff', ours, 0, patients.self),
    'of ward here': await at('clinic-staff', ours, 1, patients.ward),
    'of a patient here': await at('clinic-staff', colleagues, 0, patients.here),
    'of self there': await at('other-staff', others, 0, patients.self),
    'of a patient there': await at('other-staff', others, 1, patients.there),
    unknown: { ...unknownHeld, patientId: 'nobody-at-all' },
  }
  await stopFor(life, 'clinic-staff', ours)
  await stopFor(life, 'clinic-staff', colleagues)
  await stopFor(life, 'other-staff', others)
  return { lost, stopped: { here: ours.sessionId, there: others.sessionId, unknown: unknownSession } }
}

/** As if they had been missed, and the first two appealed: nothing more can be said of these. */
async function missToday(
  life: Life,
  patients: Patients,
  held: Readonly<Record<string, Held>>,
): Promise<void> {
  const of = (patientId: string, name: string) => [patientId, held[name] ?? unknownHeld] as const
  const all = [
    of(patients.self, 'of self here'),
    of(patients.ward, 'of ward here'),
    of(patients.here, 'of a patient here'),
    of(patients.there, 'of a patient there'),
  ]
  await missed(life, all)
  for (const [index, who] of ['patient', 'guardian'].entries()) {
    const [patientId = '', { appointmentId } = unknownHeld] = all[index] ?? []
    await life.must(who, 'scheduling.appealMiss', {
      params: { patientId, appointmentId },
      body: { reason: 'ill' },
    })
  }
}

/** Today's appointments, each seen: no step, move or cancellation of them can change anything any more. */
async function seenToday(life: Life, [own, other]: readonly [string, string], patients: Patients) {
  const at = async (siteId: string, practitionerId: string, start: number) =>
    numberOf(await publish(life, siteId, practitionerId, life.today, start), 'clinic')
  const ours = await publish(life, here, own, life.today, 540)
  const found = {
    'of self here': await book(life, 'clinic-staff', numberOf(ours, 'clinic', 0), patients.self),
    'of ward here': await book(life, 'clinic-staff', numberOf(ours, 'clinic', 1), patients.ward),
    'of a patient here': await book(life, 'clinic-staff', await at(here, other, 540), patients.here),
    'of self there': await book(life, 'other-staff', await at(there, own, 840), patients.self),
    'of a patient there': await book(life, 'other-staff', await at(there, other, 840), patients.there),
  }
  for (const [name, { slotId, appointmentId }] of Object.entries(found)) {
    const who = name.endsWith(' here') ? 'clinic-staff' : 'other-staff'
    for (const command of ['check-in', 'call', 'finish'])
      await life.must(who, 'scheduling.takeStep', { params: { slotId }, body: { appointmentId, command } })
  }
  return found
}

async function takenNumbers(
  life: Life,
  sessions: Readonly<Record<'ours here' | "another's there", Published>>,
  patients: Patients,
): Promise<Named> {
  const registered = [newPatient(life, 4), newPatient(life, 5)].map((body) =>
    life.must('clinic-staff', 'patients.registerPatient', { body }),
  )
  const [fifth, sixth] = await Promise.all(registered)
  await life.apps.settled()
  const ours = sessions['ours here']
  const params = { sessionId: ours.sessionId }
  const extra = await life.must('practitioner', 'scheduling.addExtraSlot', { params, body: {} })
  const taken = async (who: string, slotId: string, patientId: string) =>
    (await book(life, who, slotId, patientId)).slotId
  return {
    'public here': await taken('clinic-staff', numberOf(ours, 'public'), sixth.patientId),
    'clinic here': await taken('clinic-staff', numberOf(ours, 'clinic'), patients.ward),
    'referral here': await taken('clinic-staff', numberOf(ours, 'referral'), patients.self),
    'extra here': await taken('practitioner', extra.slotId, fifth.patientId),
    'public there': await taken(
      'other-staff',
      numberOf(sessions["another's there"], 'public'),
      patients.there,
    ),
    unknown: unknownHeld.slotId,
  }
}

async function template(life: Life, siteId: string, own: string): Promise<string> {
  const { date: _, ...plan } = sessionPlan(siteId, own, '')
  const body = { ...plan, weekday: 1, everyWeeks: 1, validFrom: life.day(30) }
  const who = siteId === here ? 'clinic-staff' : 'other-staff'
  return (await life.must(who, 'scheduling.createTemplate', { params: { siteId }, body })).templateId
}
