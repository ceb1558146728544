import type { CarriedNotice } from '#shared/patients/index.ts'
import type { Guard } from './records.ts'

/** Where a patient sees all appointments. */
export const minePath = '/mine/'

type Told = Pick<Guard, 'siteName' | 'practitionerName' | 'date' | 'time' | 'number'>

/** When and where, with whom, which number. */
export const placeFacts = ({
  siteName,
  practitionerName,
  date,
  time,
  number,
}: Told): CarriedNotice['facts'] => ({
  siteName,
  practitionerName,
  date,
  start: time.start,
  number,
})

/**
 * What the patient hears of a step of their one appointment. Whom it is for and what it is about, the act says: its
 * journal entry stays within one write unit.
 */
export const appointmentNotice = (
  template: 'booked' | 'moved' | 'cancelled',
  guard: Guard,
): readonly CarriedNotice[] => [
  { template, facts: { ...placeFacts(guard), ...(template === 'cancelled' ? {} : { code: guard.code }) } },
]

/**
 * One act about many patients: each hears of their own appointment. `version` is the session's, so that two changes of
 * one session are two messages.
 */
export const sessionNotices = (
  template: 'clinic-moved' | 'substituted',
  { version }: { readonly version: number },
  guards: readonly Guard[],
  more: CarriedNotice['facts'] = {},
): readonly CarriedNotice[] =>
  guards.map((guard) => ({
    noticeId: `${template}.${guard.appointmentId}.${version}`,
    patientId: guard.patientId,
    template,
    facts: { ...placeFacts(guard), ...more },
    about: guard.appointmentId,
  }))
