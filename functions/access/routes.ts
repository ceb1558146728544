import type { Verdict } from '#functions/platform/chain-verdict.ts'
import type { Handlers, Request } from '#functions/platform/request.ts'
import { type accessContract, decideGive, decideTake, type Person } from '#shared/access/index.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import type { PeopleRepository } from './people.ts'
import type { AccessRepository } from './repository.ts'

export interface AccessParts {
  readonly people: PeopleRepository
  readonly lines: AccessRepository
  readonly verify: () => Promise<Verdict>
}

export function accessRoutes({
  people,
  lines,
  verify,
}: AccessParts): Handlers<typeof accessContract.operations> {
  /** Writes the person as they become; the journal keeps who did it and which role it was about. */
  async function save(
    request: Request,
    before: Person | undefined,
    next: Person,
    act: string,
    data?: unknown,
  ) {
    const saved = { ...next, version: next.version + 1 }
    const basis = request.actor?.personId === next.personId ? 'self' : 'office'
    const entry = request.entry({ act, aggregateId: next.personId, basis, data })
    return (await people.savePerson(saved, before, entry)) ? accept(saved) : refuse('stale-version')
  }

  async function signOut(request: Request, personId: string) {
    const before = await people.findPerson(personId)
    if (!before) return refuse('person-not-found')
    return save(request, before, { ...before, validFrom: request.now }, 'sessions-ended')
  }

  return {
    async readSession({ actor, expiresAt }) {
      return accept(actor ? { actor, ...(expiresAt ? { expiresAt } : {}) } : {})
    },

    async listMyAccesses({ params, query, require }) {
      require('read', 'Patient', { patientId: params.patientId })
      return accept(await lines.listPatientLines(params.patientId, query.after))
    },

    async listJournal({ query }) {
      return accept(await lines.listDay(query.date, query.after))
    },

    async verifyJournal() {
      return accept(await verify())
    },

    async listPeople({ query }) {
      return accept(await people.listPeople(query.name, query.after))
    },

    async giveGrant(request) {
      const { params, body, actor } = request
      const before = await people.findPerson(params.personId)
      const decision = decideGive(actor?.personId ?? '', params.personId, before?.grants ?? [], body.grant)
      if (!decision.ok) return decision
      const displayName = before?.displayName ?? body.displayName
      if (!displayName) return refuse('name-missing')
      if (before && decision.value.length === before.grants.length) return accept(before)
      const started = before ?? {
        personId: params.personId,
        displayName,
        grants: [],
        validFrom: 0,
        version: 0,
      }
      return save(request, before, { ...started, grants: decision.value }, 'grant-given', {
        grant: body.grant,
      })
    },

    async takeGrant(request) {
      const { params, body, actor } = request
      const before = await people.findPerson(params.personId)
      if (!before) return refuse('person-not-found')
      const decision = decideTake(actor?.personId ?? '', params.personId, before.grants, body.grant)
      if (!decision.ok) return decision
      return save(request, before, { ...before, grants: decision.value }, 'grant-taken', {
        grant: body.grant,
      })
    },

    signOutPerson: (request) => signOut(request, request.params.personId),

    async signOutEverywhere(request) {
      const done = await signOut(request, request.actor?.personId ?? '')
      return done.ok ? accept({ signedOut: true as const }) : done
    },
  }
}
