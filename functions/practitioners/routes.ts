import { personInitials } from '#functions/platform/initials.ts'
import type { Handlers, Request } from '#functions/platform/request.ts'
import { mayDo } from '#shared/access/index.ts'
import { dateAt } from '#shared/kernel/calendar.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import {
  byName,
  choosePractices,
  choosePractitioners,
  type Practitioner,
  type practitionersContract,
  viewOf,
} from '#shared/practitioners/index.ts'
import { practiceRoutes } from './practice-routes.ts'
import { entryOf, findAtVersion, savePractitioner } from './register-writes.ts'
import type { PractitionersRepository } from './repository.ts'

type All = Handlers<typeof practitionersContract.operations>

/** Who is in the register and may be seen by the person: a practitioner sees their own entry. */
async function visible(
  register: PractitionersRepository,
  { ability }: Pick<Request, 'ability'>,
): Promise<Practitioner[]> {
  const all = await register.listPractitioners()
  return all.filter(({ practitionerId }) => mayDo(ability, 'read', 'Practitioner', { practitionerId }))
}

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

  async readPractitioner({ params, now, require }) {
    require('read', 'Practitioner', { practitionerId: params.practitionerId })
    const found = await register.findPractitioner(params.practitionerId)
    return found ? accept(viewOf(found, dateAt(now))) : refuse('practitioner-unknown')
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
    const found = await findAtVersion(register, request.params.practitionerId, version)
    if (!found.ok) return found
    const mainOrganisationName = await nameOfBody(register, fields.mainOrganisationId)
    if (mainOrganisationName === undefined) return refuse('organisation-unknown')
    const { practitionerId, practices } = found.value
    const initials = personInitials(fields.name)
    const became = {
      ...fields,
      practitionerId,
      practices,
      initials,
      mainOrganisationName,
      version: version + 1,
    }
    const happened = { act: 'practitioner-changed', aggregateId: practitionerId }
    return savePractitioner(register, request, [found.value, became], happened)
  },
})

export const practitionersRoutes = (register: PractitionersRepository): All => ({
  ...registerReads(register),
  ...registerWrites(register),
  ...practiceRoutes(register),
})
