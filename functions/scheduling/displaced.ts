import { addDays, dateAt } from '#shared/kernel/calendar.ts'
import { type Displaced, type Lost, parseSessionId, standingOffer } from '#shared/scheduling/index.ts'
import type { StoredLine } from './cascade-repository.ts'
import type { Desk } from './desk.ts'

/** What is known of the lost session: for whom and why. */
export interface Stopped extends Lost {
  readonly sessionId: string
  readonly reason: string
  readonly offers: boolean
}

export async function stoppedOf(desk: Desk, sessionId: string): Promise<Stopped | undefined> {
  const key = parseSessionId(sessionId)
  const cascade = key && (await desk.repository.findCascade(key))
  if (!cascade) return undefined
  const { siteId, practitionerId, kind, date, reason, offers } = cascade
  return { sessionId, siteId, practitionerId, kind, date, reason, offers }
}

/** What a patient has besides, and what is being kept for them elsewhere. */
export async function displacedOf(
  { repository, settings }: Desk,
  line: Pick<StoredLine, 'appointmentId' | 'patientId' | 'time' | 'need' | 'tried' | 'slotId'>,
  now: number,
): Promise<Displaced> {
  const from = dateAt(now)
  const [appointments, others, waits] = await Promise.all([
    repository.listGuards(line.patientId, from, addDays(from, settings.cascadeDays), { fresh: true }),
    repository.listLinesOf(line.patientId, from),
    repository.listWaitsOf(line.patientId),
  ])
  const reoffers = others.flatMap((one) =>
    one.slotId === line.slotId ? [] : (standingOffer(one, now) ?? []),
  )
  const offers = waits.flatMap(({ state, offer }) =>
    state === 'offered' && offer && now < offer.until ? [offer] : [],
  )
  const { appointmentId, time, need, tried } = line
  return { appointmentId, time, need, tried, appointments, kept: [...reoffers, ...offers] }
}
