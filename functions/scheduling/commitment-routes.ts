import { dateAt, daysBetween, daysFrom } from '#shared/kernel/calendar.ts'
import type { Claim } from '#shared/kernel/claim.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import { type Desk, type SchedulingHandlers, untilSaved } from './desk.ts'
import { travelAmong } from './travel-desk.ts'
import type { Change } from './writing-repository.ts'

type Adding = Parameters<SchedulingHandlers['addCommitment']>[0]
type Removing = Parameters<SchedulingHandlers['removeCommitment']>[0]

/** The register's person, where this caller may enter something for them: they themselves or their hospital. */
async function personFor({ repository }: Desk, request: Adding | Removing) {
  const { practitionerId } = request.params
  const person = await repository.findPerson(practitionerId)
  const about = { practitionerId, organisationId: person?.mainOrganisationId }
  request.require('change', 'Commitment', about)
  return person
}

/** Where it takes place: as said, else at the main hospital; leave is nowhere. Undefined where nobody knows the site. */
async function placeOf({ repository }: Desk, { body }: Adding, mainOrganisationId: string) {
  if (body.kind === 'leave') return accept({})
  const clinic = await repository.findClinic(body.placeId ?? mainOrganisationId)
  if (!clinic && body.placeId !== undefined) return refuse('site-unknown')
  return accept(clinic ? { placeId: clinic.siteId } : {})
}

/** Every day of it, or the first that has no room. */
async function takingDays(desk: Desk, practitionerId: string, dates: readonly string[], claim: Claim) {
  const days = await Promise.all(dates.map((date) => desk.claims.readDay(practitionerId, date)))
  const places = days.flatMap(({ commitments }) => commitments.flatMap(({ placeId }) => placeId ?? []))
  const travel = await travelAmong(desk, [...(claim.placeId ? [claim.placeId] : []), ...places])
  const items: Change[] = []
  for (const day of days) {
    const decision = desk.claims.add(day, claim, travel)
    if (!decision.ok) return refuse(decision.reason, { ...decision.facts, date: day.date })
    items.push(decision.value)
  }
  return accept(items)
}

/** What people enter by hand. 4 WCU and one for the index for each day, and the journal's 2. */
export const commitmentRoutes = (desk: Desk) =>
  ({
    async addCommitment(request) {
      const { body, params, now, createdId } = request
      const { practitionerId } = params
      const { kind, date, time, to = date } = body
      const person = await personFor(desk, request)
      if (!person) return refuse('practitioner-unknown')
      if (date < dateAt(now)) return refuse('date-past')
      const most = desk.settings.commitmentDays
      const count = daysBetween(date, to) + 1
      if (count > most) return refuse('too-many-days', { most })
      const place = await placeOf(desk, request, person.mainOrganisationId)
      if (!place.ok) return place
      const claimId = `own.${createdId}`
      const claim: Claim = { claimId, kind, time, ...place.value }
      const answer = { claimId, kind, date, to, time }
      return untilSaved(async () => {
        const taken = await takingDays(desk, practitionerId, daysFrom(date, count), claim)
        if (!taken.ok) return taken
        const data = { practitionerId, ...answer }
        const act = { act: 'commitment-added', aggregateId: createdId, data, answer }
        const written = await desk.repository.save(taken.value, request.entry(act))
        if (written === 'replayed') return refuse('commitment-exists')
        return written === 'saved' ? accept(answer) : undefined
      })
    },

    async removeCommitment(request) {
      const { practitionerId, date, claimId } = request.params
      if (!(await personFor(desk, request))) return refuse('practitioner-unknown')
      return untilSaved(async () => {
        const day = await desk.claims.readDay(practitionerId, date)
        const claim = day.commitments.find((one) => one.claimId === claimId)
        if (!claim) return refuse('commitment-unknown')
        if (claim.kind === 'clinic-visit' || claim.kind === 'panel-duty') return refuse('commitment-bound')
        const data = { practitionerId, claimId, kind: claim.kind, date, time: claim.time }
        const entry = request.entry({ act: 'commitment-removed', aggregateId: practitionerId, data })
        const written = await desk.repository.save([desk.claims.release(day, claimId)], entry)
        return written === 'saved' ? accept({ claimId, date }) : undefined
      })
    },
  }) satisfies Pick<SchedulingHandlers, 'addCommitment' | 'removeCommitment'>
