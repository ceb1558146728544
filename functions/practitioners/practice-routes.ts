import type { Handlers } from '#functions/platform/request.ts'
import { dateAt } from '#shared/kernel/calendar.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import {
  decideEnding,
  decideFiling,
  type practitionersContract,
  viewOf,
} from '#shared/practitioners/index.ts'
import { entryOf, findAtVersion } from './register-writes.ts'
import type { PractitionersRepository } from './repository.ts'

type All = Handlers<typeof practitionersContract.operations>

export const practiceRoutes = (
  register: PractitionersRepository,
): Pick<All, 'filePractice' | 'endPractice'> => ({
  async filePractice(request) {
    const { params, createdId: practiceId, now } = request
    const { version, ...wanted } = request.body
    const found = await findAtVersion(register, params.practitionerId, version)
    if (!found.ok) return found
    const place = await register.findPlace(wanted.siteId)
    if (!place) return refuse('site-unknown')
    const decision = decideFiling(found.value, wanted, dateAt(now))
    if (!decision.ok) return decision
    const filed = {
      ...wanted,
      practiceId,
      siteName: place.name,
      siteShortName: place.shortName,
      filedAt: now,
    }
    const became = { ...found.value, practices: [...found.value.practices, filed], version: version + 1 }
    const answer = viewOf(became, dateAt(now))
    const entry = entryOf(request, { act: 'practice-filed', aggregateId: practiceId, answer }, became)
    const outcome = await register.savePractitioner(found.value, became, entry)
    return outcome === 'written' ? accept(answer) : refuse('stale-version')
  },

  async endPractice(request) {
    const { practitionerId, practiceId } = request.params
    const { version, endedOn, reason } = request.body
    const found = await findAtVersion(register, practitionerId, version)
    if (!found.ok) return found
    const filed = found.value.practices.find((one) => one.practiceId === practiceId)
    if (!filed) return refuse('practice-unknown')
    const decision = decideEnding(filed, endedOn, dateAt(request.now))
    if (!decision.ok) return decision
    const ended = { ...filed, endedOn: decision.value, endReason: reason }
    const practices = found.value.practices.map((one) => (one === filed ? ended : one))
    const became = { ...found.value, practices, version: version + 1 }
    const entry = entryOf(request, { act: 'practice-ended', aggregateId: practitionerId }, became)
    const outcome = await register.savePractitioner(found.value, became, entry)
    return outcome === 'written' ? accept(viewOf(became, dateAt(request.now))) : refuse('stale-version')
  },
})
