import type { Request } from '#functions/platform/request.ts'
import { type Actor, mayDo, patientsOf, practitionerOf, sitesOf } from '#shared/access/index.ts'
import type { Operation } from '#shared/kernel/operation.ts'
import type { Booker, Pool, Session } from '#shared/scheduling/index.ts'

type Asking = Pick<Request<Operation>, 'ability' | 'actor'>
type Place = Pick<Session, 'siteId' | 'practitionerId'>

/** What the rules of shared/access are bound by, of a session and of what happens in it. */
const about = ({ siteId, practitionerId }: Place) => ({ siteId, practitionerId })

export const mayReadSession = ({ ability }: Asking, session: Place): boolean =>
  mayDo(ability, 'read', 'Session', about(session))
export const mayChange = ({ ability }: Asking, siteId: string): boolean =>
  mayDo(ability, 'change', 'Session', { siteId })
export const mayPublish = ({ ability }: Asking, siteId: string): boolean =>
  mayDo(ability, 'publish', 'Session', { siteId })
export const mayStop = ({ ability }: Asking, siteId: string): boolean =>
  mayDo(ability, 'stop', 'Session', { siteId })
export const mayReadDayList = ({ ability }: Asking, session: Place): boolean =>
  mayDo(ability, 'read', 'DayList', about(session))
export const mayExport = ({ ability }: Asking, session: Place): boolean =>
  mayDo(ability, 'export', 'DayList', about(session))
export const mayRun = ({ ability }: Asking, session: Place): boolean =>
  mayDo(ability, 'run', 'DayList', about(session))
export const mayReadTemplates = ({ ability }: Asking, siteId: string): boolean =>
  mayDo(ability, 'read', 'Template', { siteId })
export const mayChangeTemplates = ({ ability }: Asking, siteId: string): boolean =>
  mayDo(ability, 'change', 'Template', { siteId })

export const maySwap = ({ ability }: Asking, siteId: string): boolean =>
  mayDo(ability, 'swap', 'Session', { siteId })
/** What becomes of the patients of a stopped session: for the site that lost it. */
export const mayCascade = (
  { ability }: Asking,
  action: 'read' | 'list' | 'export' | 'change',
  siteId: string,
): boolean => mayDo(ability, action, 'Cascade', { siteId })
export const mayAnswerReoffer = (
  { ability }: Asking,
  line: { readonly siteId: string; readonly patientId: string },
): boolean => mayDo(ability, 'answer', 'Cascade', { siteId: line.siteId, patientId: line.patientId })

type Booked = Place & { readonly patientId: string }
export const mayTouch = (
  { ability }: Asking,
  action: 'read' | 'cancel' | 'move',
  appointment: Booked,
): boolean =>
  mayDo(ability, action, 'Appointment', { ...about(appointment), patientId: appointment.patientId })

/**
 * Does the person work where this happens? Whoever does not acts for themselves or a ward; and so does somebody who
 * works elsewhere in the alliance and is a patient here.
 */
export function bookerOf(
  actor: Actor | undefined,
  { siteId, practitionerId }: Place,
  patientId: string,
): Booker {
  if (!actor) return 'self'
  if (sitesOf(actor, 'clinic-staff').includes(siteId)) return 'staff'
  if (patientsOf(actor).includes(patientId)) return 'self'
  const desk = actor.grants.some(({ role }) => role === 'referral-desk')
  return desk || practitionerOf(actor) === practitionerId ? 'staff' : 'self'
}

interface Taking {
  readonly place: Place
  /** The channels for which the number counts now. */
  readonly pools: readonly Pool[]
  readonly patientId: string
  /** The sites at which the patient is known; undefined where nobody knows the patient. */
  readonly knownAt: readonly string[] | undefined
}

/**
 * May this person take a number of this channel for this patient? Somebody else's patient is as unknown as one who
 * does not exist; so is a number of a site that is not theirs, unless the public may see it.
 */
export function bookingRefusal(
  asking: Asking,
  taking: Taking,
): 'slot-unknown' | 'patient-unknown' | 'pool-not-allowed' | undefined {
  const { place, pools, patientId, knownAt } = taking
  const own = asking.actor ? patientsOf(asking.actor).includes(patientId) : false
  const staff = bookerOf(asking.actor, place, patientId) === 'staff'
  if (!own && !staff) return seesPublic(asking) ? 'patient-unknown' : 'slot-unknown'
  if (!knownAt || (staff && !own && !isKnown(asking.actor, knownAt, place.siteId))) return 'patient-unknown'
  if (pools.some((pool) => mayDo(asking.ability, 'book', 'Slot', { ...about(place), pool, patientId })))
    return undefined
  return !staff && pools.every((pool) => hidden.has(pool)) ? 'slot-unknown' : 'pool-not-allowed'
}

/** Channels that nobody outside knows of. */
const hidden: ReadonlySet<Pool> = new Set(['protected', 'follow-up'])

/** As whom a number may be kept for who asks: themselves, or the patient they ask for. */
export const holdersOf = (actor: Actor | undefined, patientId: string): string[] => [
  ...(actor ? [actor.personId] : []),
  patientId,
]

const seesPublic = ({ actor }: Asking): boolean => (actor ? patientsOf(actor).length > 0 : false)

/** A referral desk books for whom it refers, wherever they are known; everybody else for their own site's patients. */
const isKnown = (actor: Actor | undefined, knownAt: readonly string[], siteId: string): boolean =>
  knownAt.includes(siteId) || (actor?.grants.some(({ role }) => role === 'referral-desk') ?? false)

/** On what basis somebody acts for a patient: the journal says it. */
export function basisOf(actor: Actor | undefined, patientId: string): 'self' | 'guardian' | 'service' {
  const grant = actor?.grants.find((held) => held.patientId === patientId)
  if (grant?.role === 'guardian') return 'guardian'
  return grant ? 'self' : 'service'
}
