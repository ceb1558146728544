import { personInitials } from '#functions/platform/initials.ts'
import type { Handlers, Request } from '#functions/platform/request.ts'
import { dateAt } from '#shared/kernel/calendar.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import {
  byName,
  choosePractices,
  choosePractitioners,
  type Practitioner,
  type practitionersContract,
  type Shown,
  viewOf,
  withSpans,
} from '#shared/practitioners/index.ts'
import { authorisationReads, authorisationWrites } from './authorisation-routes.ts'
import { evidenceRoutes } from './evidence-route.ts'
import { filingBeginnings } from './filing-begin-routes.ts'
import { filingPaperRoutes } from './filing-paper-routes.ts'
import { filingReads, filingSteps, filingWrites } from './filing-routes.ts'
import { noticeRoutes } from './notice-routes.ts'
import { practiceRoutes } from './practice-routes.ts'
import { entryOf, findAtVersion, saveEntry } from './register-writes.ts'
import type { PractitionersRepository } from './repository.ts'
import { allSeen, seen } from './sight.ts'

type All = Handlers<typeof practitionersContract.operations>

/** Who is in the register, as far as the person may see them: a practitioner sees their own entry. */
const visible = async (
  register: PractitionersRepository,
  request: Pick<Request, 'ability'>,
): Promise<Shown[]> => allSeen(request, await register.listPractitioners())

const registerReads = (
  register: PractitionersRepository,
): Pick<All, 'listPractitioners' | 'listPractices' | 'readPractitioner'> => ({
  async listPractitioners(request) {
    const { query, now } = request
    const today = dateAt(now)
    const found = choosePractitioners(await visible(register, request), query, today).sort(byName)
    const from =
      query.after === undefined ? 0 : found.findIndex((one) => one.practitionerId === query.after) + 1
    const page = found.slice(from, from + query.limit)
    const last = from + query.limit < found.length ? page.at(-1) : undefined
    return accept({
      practitioners: page.map((one) => viewOf(one, today)),
      total: found.length,
      ...(last ? { next: last.practitionerId } : {}),
    })
  },

  async listPractices(request) {
    const practices = choosePractices(await visible(register, request), request.query, dateAt(request.now))
    return accept({ practices })
  },

  async readPractitioner(request) {
    const { practitionerId } = request.params
    request.require('read', 'Practitioner', { practitionerId })
    const found = await register.findPractitioner(practitionerId)
    const shown = found && seen(request, found)
    return shown ? accept(viewOf(shown, dateAt(request.now))) : refuse('practitioner-unknown')
  },
})

/** The name of a body, by its main place. */
async function nameOfBody(
  register: PractitionersRepository,
  organisationId: string,
): Promise<string | undefined> {
  const place = await register.findPlace(organisationId)
  return place?.organisationId === organisationId ? place.name : undefined
}

const registerWrites = (
  register: PractitionersRepository,
): Pick<All, 'registerPractitioner' | 'changePractitioner'> => ({
  async registerPractitioner(request) {
    const { body, createdId: practitionerId, now } = request
    const mainOrganisationName = await nameOfBody(register, body.mainOrganisationId)
    if (mainOrganisationName === undefined) return refuse('organisation-unknown')
    const initials = personInitials(body.name)
    const added: Practitioner = {
      ...body,
      practitionerId,
      initials,
      mainOrganisationName,
      practices: [],
      version: 1,
    }
    const answer = viewOf(added, dateAt(now))
    const entry = entryOf(
      request,
      { act: 'practitioner-registered', aggregateId: practitionerId, answer },
      added,
    )
    return (await register.addPractitioner(added, entry)) ? accept(answer) : refuse('licence-taken')
  },

  async changePractitioner(request) {
    const { version, ...fields } = request.body
    const loaded = await findAtVersion(register, request.params.practitionerId, version)
    if (!loaded.ok) return loaded
    const mainOrganisationName = await nameOfBody(register, fields.mainOrganisationId)
    if (mainOrganisationName === undefined) return refuse('organisation-unknown')
    const { practitionerId, practices } = loaded.value.found
    const initials = personInitials(fields.name)
    const kept = { practitionerId, practices, initials, mainOrganisationName }
    const became = withSpans({ ...fields, ...kept, version: version + 1 }, loaded.value.agreements)
    const happened = { act: 'practitioner-changed', aggregateId: practitionerId }
    return saveEntry(register, request, loaded.value, { became, happened })
  },
})

export const practitionersRoutes = (register: PractitionersRepository): All => ({
  ...registerReads(register),
  ...registerWrites(register),
  ...practiceRoutes(register),
  ...filingReads(register),
  ...filingBeginnings(register),
  ...filingWrites(register),
  ...filingPaperRoutes(register),
  ...filingSteps(register),
  ...noticeRoutes(register),
  ...authorisationReads(register),
  ...authorisationWrites(register),
  ...evidenceRoutes(register),
})
