import * as z from 'zod'
import type { Consumers, Delivered } from '#functions/platform/events.ts'
import { newEntry } from '#functions/platform/journal.ts'
import type { FieldCipher } from '#functions/platform/keys.ts'
import { siteFacts, sitesImported } from '#shared/alliance/index.ts'
import { dateAt } from '#shared/kernel/calendar.ts'
import { factActs, factsOf, type KnownAgreement, type Practitioner } from '#shared/practitioners/index.ts'
import type { PracticeLedgerFile } from './ledger-file.ts'
import { changed, type Loaded } from './register-writes.ts'
import type { PractitionersRepository } from './repository.ts'
import { nextTelling } from './telling.ts'

export interface Listening {
  readonly now: () => number
  readonly fields: Pick<FieldCipher, 'blind'>
  /** Absent where nothing is published. */
  readonly ledger?: PracticeLedgerFile | undefined
}

/** What an event of `alliance` says of an agreement. */
const agreementHeard = z.object({
  agreementId: z.string(),
  title: z.string(),
  parties: z.array(z.object({ organisationId: z.string() })),
  from: z.string(),
  to: z.string(),
  endedOn: z.string().optional(),
  version: z.int(),
})

const knownFrom = (data: unknown): KnownAgreement => {
  const { agreementId, title, parties, from, to, endedOn, version } = agreementHeard.parse(data)
  return {
    agreementId,
    title,
    organisationIds: parties.map(({ organisationId }) => organisationId),
    from,
    to: endedOn !== undefined && endedOn < to ? endedOn : to,
    version,
  }
}

const daysOf = ({ practices }: Practitioner): string =>
  JSON.stringify(practices.map(({ spans, endsBy }) => [spans, endsBy]))

/**
 * An agreement bounds the practices that rest on it: each entry whose days change by it is written anew, and with it goes
 * the news to all who keep those days. Repeated, it finds nothing to change.
 */
async function rebound(register: PractitionersRepository, event: Delivered, now: number): Promise<void> {
  const { agreements, edition } = await register.readAgreements()
  const people = await register.listPractitioners(true)
  const touched = people.filter(
    (found) => daysOf(changed({ found, agreements, edition }, {})) !== daysOf(found),
  )
  for (const { practitionerId } of touched) await reboundOne(register, event, practitionerId, now)
}

async function reboundOne(
  register: PractitionersRepository,
  event: Delivered,
  practitionerId: string,
  now: number,
): Promise<void> {
  for (;;) {
    const known = await register.readAgreements()
    const found = await register.findPractitioner(practitionerId)
    if (!found) return
    const loaded: Loaded = { found, ...known }
    const became = changed(loaded, {})
    if (daysOf(became) === daysOf(found)) return
    const acting = {
      context: 'practitioners',
      personId: event.personId,
      at: now,
      requestId: `agreement.${event.entryId}`.slice(0, 80),
    }
    const act = {
      act: 'practice-bounds-changed',
      aggregateId: practitionerId,
      bodyId: 'alliance-office',
      basis: 'office',
      data: factsOf(became),
    }
    const more = nextTelling(register, became, dateAt(now))
    const change = { before: found, became, edition: known.edition, more }
    if ((await register.savePractitioner(change, newEntry(acting, act))) === 'written') return
  }
}

/** Of scheduling's events: enough to count clinics. */
const sessionHeard = z.object({
  sessionId: z.string(),
  siteId: z.string(),
  practitionerId: z.string(),
  date: z.string(),
  state: z.string(),
  version: z.int(),
})
/** `instead`: the session that was given up for the one that is published. */
const publishedHeard = sessionHeard.extend({ instead: sessionHeard.optional() })
const swappedHeard = z.object({ sessions: z.array(sessionHeard) })
/** `<site>.<yyyymmdd>.<session>.<number>`: the number's id begins with its session's. */
const slotHeard = z.object({ slotId: z.string().regex(/^[^.]+\.\d{8}\.[^.]+\.\d+$/) })

/** Tells the people of one site apart, for counting them: it leads to nobody, and not from one site to another. */
const markOf = ({ fields }: Pick<Listening, 'fields'>, siteId: string, patientId: string): string =>
  fields.blind('seen-at', [siteId, patientId].join('\u0000'))

/** Drafts are nobody's clinic yet: what is changed or discarded of them is not kept. */
const activityConsumers = (
  { keepClinic, keepSeen }: PractitionersRepository,
  listening: Pick<Listening, 'fields'>,
): Consumers => {
  const session = ({ data, order }: Delivered) => keepClinic(sessionHeard.parse(data), order)
  const gone = async (one: z.infer<typeof sessionHeard>, order: string) => {
    if (one.state !== 'draft') await keepClinic({ ...one, state: 'discarded' }, order)
  }
  const slot = ({ data, act, order, patientIds: [patientId] }: Delivered) => {
    const parts = slotHeard.parse(data).slotId.split('.')
    const [siteId = '', day = '', name = '', number = ''] = parts
    const date = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`
    const sessionId = [siteId, day, name].join('.')
    const who = patientId === undefined ? {} : { who: markOf(listening, siteId, patientId) }
    return keepSeen({ siteId, sessionId, date, slot: number, order, seen: act === 'seen', ...who })
  }
  return {
    async 'scheduling/session-published'({ data, order }) {
      const { instead, ...published } = publishedHeard.parse(data)
      await keepClinic(published, order)
      if (instead) await gone(instead, order)
    },
    'scheduling/session-stopped': session,
    'scheduling/session-resumed': session,
    'scheduling/session-substituted': session,
    async 'scheduling/sessions-swapped'({ data, order }) {
      for (const one of swappedHeard.parse(data).sessions) await keepClinic(one, order)
    },
    'scheduling/session-discarded': ({ data, order }) => gone(sessionHeard.parse(data), order),
    'scheduling/seen': slot,
    'scheduling/undone': slot,
  }
}

/** What the register listens to; older news never overwrites newer. */
export const practitionersConsumers = (
  register: PractitionersRepository,
  listening: Listening,
): Consumers => {
  const { keepPlace } = register
  const { now, ledger } = listening
  const agreement = async (event: Delivered) => {
    await register.keepAgreement(knownFrom(event.data))
    await rebound(register, event, now())
  }
  const publish = async () => ledger?.touch()
  return {
    'alliance/site-added': ({ data }) => keepPlace(siteFacts.parse(data)),
    'alliance/site-changed': ({ data }) => keepPlace(siteFacts.parse(data)),
    async 'alliance/sites-imported'({ data }) {
      for (const site of sitesImported.parse(data).sites) await keepPlace(site)
    },
    'alliance/agreement-signed': agreement,
    'alliance/agreement-changed': agreement,
    'alliance/agreement-ended': agreement,
    ...activityConsumers(register, listening),
    ...Object.fromEntries(factActs.map((act) => [`practitioners/${act}`, publish])),
  }
}
