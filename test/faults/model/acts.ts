import type { Guard } from '#functions/scheduling/records.ts'
import { addDays } from '#shared/kernel/calendar.ts'
import { parseSessionId, type Session, type Visit, type Wait } from '#shared/scheduling/index.ts'
import { plan } from '#test/scheduling/support.ts'
import type { Answer } from '#test/support/platform.ts'
import type { MirrorLine, MirrorSlot } from './mirror.ts'
import { doctors, donghu, minutes, sites, type World, wangjing } from './world.ts'

/** What somebody does next. The figures choose who, what and how among what there is at that moment. */
export interface Step {
  readonly act: ActName
  readonly who: number
  readonly what: number
  readonly how: number
  /** At the same time as the step before it. */
  readonly beside: boolean
}

/** A request, and what an answer of success to it has to rest on. */
export interface Asking {
  send(): Promise<Answer>
  /** Acts of the journal, of which one with this aggregate must have been committed. */
  readonly acts?: readonly string[]
  aggregate?(body: Answer['body']): string
  /** It consists of several writes: a refusal of a later one leaves the earlier ones. */
  readonly severalWrites?: boolean
}

const api = '/api/scheduling'
const pick = <Value>(values: readonly Value[], index: number): Value | undefined =>
  values[index % (values.length || 1)]
const staffOf = (siteId: string) => `staff-${siteId}`

const sessionsOf = ({ mirror }: World, state: Session['state']): Session[] =>
  [...mirror.sessions.values()].filter((one) => one.state === state)
const slotsOf = ({ mirror }: World): MirrorSlot[] => [...mirror.slots.values()]
const standing = ({ mirror }: World): Guard[] =>
  [...mirror.guards.values()].filter(({ state }) => state !== 'cancelled')
const pending = ({ mirror }: World, state: Visit['state']): Visit[] =>
  [...mirror.visits.values()].filter((one) => one.state === state)
const waitsOf = ({ mirror }: World, state: Wait['state']): Wait[] =>
  [...mirror.waits.values()].filter((one) => one.state === state)
const linesOf = ({ mirror }: World): MirrorLine[] =>
  [...mirror.lines.values()].filter(({ state }) => state !== 'moved' && state !== 'cancelled')

const starts = [540, 555, 600, 630, 810, 840] as const
const clinicTime = (how: number) => {
  const start = pick(starts, how) ?? 540
  return { start, end: start + 60 }
}
const needs = [
  { level: 'routine' },
  { level: 'soon', reason: 'overdue-visit' },
  { level: 'urgent', reason: 'discharged' },
]
const stays = [2, 4, 6, 11, 30, 61, 130, 300, 500]

type Act = (world: World, step: Step, key: string) => Asking | (() => Promise<unknown>) | undefined
const acts = {
  /** Somebody books, for themselves or at the desk. */
  book(world, { who, what, how }, key) {
    const patientId = pick(world.patients, who) ?? ''
    const slot = pick(slotsOf(world), what)
    if (!slot) return undefined
    const by = how % 3 === 0 ? staffOf(siteOf(slot.sessionId)) : patientId
    return {
      send: () =>
        world.as(by).post(`${api}/slots/${slot.slotId}/appointment`, { patientId, visit: 'return' }, key),
      acts: ['appointment-booked'],
      aggregate: (body) => body.appointmentId,
    }
  },
  together(world, { who, what }, key) {
    const slot = pick(slotsOf(world), what)
    const pair = [pick(world.patients, who), pick(world.patients, who + 1)]
    if (!slot) return undefined
    const patients = pair.map((patientId) => ({ patientId, visit: 'return' }))
    return {
      send: () =>
        world
          .as(staffOf(siteOf(slot.sessionId)))
          .post(`${api}/slots/${slot.slotId}/together`, { patients }, key),
      acts: ['appointments-booked'],
      aggregate: (body) => body.appointments[0].appointmentId,
    }
  },
  cancel(world, { who, how }) {
    const own = pick(standing(world), who)
    if (!own) return undefined
    const by = how % 2 === 0 ? own.patientId : staffOf(own.siteId)
    const body = { appointmentId: own.appointmentId, reason: 'patient-wish' }
    return {
      send: () => world.as(by).post(`${api}/slots/${own.slotId}/cancellation`, body),
      acts: ['appointment-cancelled'],
      aggregate: () => own.appointmentId,
    }
  },
  move(world, { who, what, how }) {
    const own = pick(standing(world), who)
    const slot = pick(slotsOf(world), what)
    if (!own || !slot) return undefined
    const byDesk = how % 2 > 0 && siteOf(slot.sessionId) === own.siteId
    const by = byDesk ? staffOf(own.siteId) : own.patientId
    const body = { appointmentId: own.appointmentId, toSlotId: slot.slotId }
    return {
      send: () => world.as(by).post(`${api}/slots/${own.slotId}/move`, body),
      ...(own.slotId === slot.slotId
        ? {}
        : { acts: ['appointment-moved'], aggregate: () => own.appointmentId }),
    }
  },
  hold(world, { who, what }) {
    const patientId = pick(world.patients, who) ?? ''
    const slot = pick(slotsOf(world), what)
    return (
      slot && {
        send: () => world.as(patientId).send('POST', `${api}/slots/${slot.slotId}/hold`, { patientId }),
      }
    )
  },
  release(world, { who, what }) {
    const patientId = pick(world.patients, who) ?? ''
    const slot = pick(slotsOf(world), what)
    return slot && { send: () => world.as(patientId).delete(`${api}/slots/${slot.slotId}/hold`) }
  },

  join(world, { who, what, how }, key) {
    const patientId = pick(world.patients, who) ?? ''
    const wish = {
      from: world.day(what % 2),
      to: world.day(2),
      ...(how % 5 === 0 ? { practitionerId: 'prac-001' } : {}),
      ...(how % 7 === 0 ? { halves: ['morning'] } : {}),
    }
    const site = what % 4 === 0 ? donghu : wangjing
    const [by, need] = how % 3 === 0 ? [patientId, undefined] : [staffOf(site), pick(needs, how)]
    const body = { patientId, visit: 'return', wish, ...(need ? { need } : {}) }
    return {
      send: () => world.as(by).post(`${api}/sites/${site}/waits`, body, key),
      acts: ['wait-joined'],
      aggregate: (answer) => answer.waitId,
    }
  },
  leave(world, { what }) {
    const wait = pick([...waitsOf(world, 'waiting'), ...waitsOf(world, 'offered')], what)
    return wait && ofWait(world, wait, 'leaving', {}, ['wait-left'])
  },
  accept(world, { what }, key) {
    const wait = pick(waitsOf(world, 'offered'), what)
    const slotId = wait?.offer?.slotId
    if (!wait || !slotId) return undefined
    return {
      send: () => world.as(wait.patientId).post(`${pathOf(wait)}/acceptance`, { slotId }, key),
      acts: ['appointment-booked'],
      aggregate: (body) => body.appointmentId,
    }
  },
  decline(world, { what }) {
    const wait = pick(waitsOf(world, 'offered'), what)
    const slotId = wait?.offer?.slotId
    return wait && slotId ? ofWait(world, wait, 'refusal', { slotId }, ['offer-declined']) : undefined
  },
  need(world, { what, how }) {
    const wait = pick([...waitsOf(world, 'waiting'), ...waitsOf(world, 'offered')], what)
    if (!wait) return undefined
    const body = { version: wait.version, need: pick(needs, how) }
    return { send: () => world.as(staffOf(wait.siteId)).put(`${pathOf(wait)}/need`, body) }
  },

  /** A clinic asks for a half-day, or takes it where the offer allows that. */
  ask(world, { who, what, how }, key) {
    const siteId = pick(sites, what) ?? wangjing
    const body = {
      practitionerId: pick(doctors, who),
      plan: {
        date: world.day(how),
        time: clinicTime(what + how),
        kind: 'general',
        quotas: { public: 2, clinic: 1, referral: 0 },
        release: { daysAhead: how % 4 === 0 ? 1 : 14, at: 480 },
      },
    }
    return {
      send: () => world.as(staffOf(siteId)).post(`${api}/sites/${siteId}/visits`, body, key),
      acts: ['visit-asked', 'session-published'],
    }
  },
  answer(world, { what, how }) {
    const visit = pick(pending(world, how % 5 === 4 ? 'countered' : 'asked'), what)
    if (!visit) return undefined
    const answers = [
      { as: 'accept' },
      { as: 'accept' },
      { as: 'decline', reason: 'on-duty' },
      { as: 'counter', date: world.day(how), time: clinicTime(what) },
    ]
    const said = pick(answers, how)
    return ofVisit(world, visit.practitionerId, visit, 'answer', { answer: said })
  },
  agree(world, { what, how }) {
    const visit = pick(pending(world, 'countered'), what)
    return visit && ofVisit(world, staffOf(visit.siteId), visit, 'proposal-answer', { agree: how % 4 > 0 })
  },
  withdraw(world, { what }) {
    const visit = pick([...pending(world, 'asked'), ...pending(world, 'countered')], what)
    return visit && ofVisit(world, staffOf(visit.siteId), visit, 'withdrawal', {})
  },
  drop(world, { what }) {
    const visit = pick(pending(world, 'accepted'), what)
    return visit && ofVisit(world, staffOf(visit.siteId), visit, 'drop', {})
  },

  /** A session planned by hand, and what may become of a draft. */
  draft(world, { who, what, how }, key) {
    const siteId = pick(sites, what) ?? wangjing
    const body = plan({
      ...{ departmentId: `dep-${siteId.slice(5)}`, practitionerId: pick(doctors, who) ?? '' },
      ...{ date: world.day(how), time: clinicTime(how + what), room: `${(what % 2) + 1}` },
      quotas: { public: 2, clinic: 0, referral: 0 },
    })
    return {
      send: () => world.as(staffOf(siteId)).post(`${api}/sites/${siteId}/sessions`, body, key),
      acts: ['session-planned'],
    }
  },
  publish(world, { what }) {
    const session = pick(sessionsOf(world, 'draft'), what)
    return session && ofSession(world, session, 'publication', {}, ['session-published'])
  },
  discard(world, { what }) {
    const session = pick(sessionsOf(world, 'draft'), what)
    if (!session) return undefined
    const path = `${api}/sessions/${session.sessionId}?version=${session.version}`
    return { send: () => world.as(staffOf(session.siteId)).delete(path) }
  },
  stop(world, { what, how }) {
    const session = pick(sessionsOf(world, 'published'), what)
    const more = { reason: 'practitioner-ill', cascade: pick(['later', 'now', 'now', 'none'], how) }
    return session && ofSession(world, session, 'stop', more, ['session-stopped'])
  },
  resume(world, { what }) {
    const session = pick(sessionsOf(world, 'stopped'), what)
    return session && ofSession(world, session, 'resumption', {}, ['session-resumed'])
  },
  begin(world, { what, how }) {
    const session = pick(sessionsOf(world, 'stopped'), what)
    if (!session) return undefined
    const path = `${api}/sessions/${session.sessionId}/cascade`
    const send = () => world.as(staffOf(session.siteId)).send('POST', path, { offers: how % 3 > 0 })
    return { send, severalWrites: true }
  },
  substitute(world, { who, what }) {
    const session = pick(sessionsOf(world, 'published'), what)
    const more = { practitionerId: pick(doctors, who) }
    return session && ofSession(world, session, 'substitution', more, ['session-substituted'])
  },
  swap(world, { what, how }) {
    const published = sessionsOf(world, 'published')
    const [one, other] = [pick(published, what), pick(published, what + 1 + (how % 3))]
    if (!one || !other) return undefined
    const more = { withSessionId: other.sessionId, withVersion: other.version }
    const path = `${api}/sessions/${one.sessionId}/swap`
    return { send: () => world.as('office').post(path, { version: one.version, ...more }) }
  },
  shift(world, { what, how }, key) {
    const session = pick(sessionsOf(world, 'published'), what)
    if (!session) return undefined
    const date = how % 2 === 0 ? session.date : world.day(how)
    const body = { version: session.version, date, time: clinicTime(how), room: `${(how % 3) + 1}` }
    const path = `${api}/sessions/${session.sessionId}/move`
    return { send: () => world.as(staffOf(session.siteId)).post(path, body, key), severalWrites: true }
  },

  reoffer(world, { what }) {
    const line = pick(linesOf(world), what)
    if (!line) return undefined
    const path = `${api}/cascade-lines/${line.slotId}/offer`
    return { send: () => world.as(staffOf(line.siteId)).post(path, { version: line.version }) }
  },
  reply(world, { what, how }) {
    const line = pick(linesOf(world), what)
    if (!line) return undefined
    const as = pick(['accept', 'decline', 'accept', 'cancel'], how)
    const body = { as, ...(as !== 'cancel' && line.offer ? { toSlotId: line.offer.slotId } : {}) }
    const path = `${api}/patients/${line.patientId}/reoffers/${line.slotId}/answer`
    return {
      send: () => world.as(line.patientId).send('POST', path, body),
      ...(as === 'accept' ? { acts: ['appointment-moved'], aggregate: () => line.appointmentId } : {}),
    }
  },
  call(world, { what, how }) {
    const line = pick(linesOf(world), what)
    if (!line) return undefined
    const body = { version: line.version, outcome: how % 2 ? 'reached' : 'no-answer' }
    return {
      send: () => world.as(staffOf(line.siteId)).post(`${api}/cascade-lines/${line.slotId}/calls`, body),
    }
  },

  /** Leave, duty or teaching that somebody enters. */
  commit(world, { who, how, what }, key) {
    const practitionerId = pick(doctors, who) ?? ''
    const kind = pick(['leave', 'hospital-duty', 'teaching'], how)
    const place = kind === 'leave' ? {} : { placeId: pick(sites, what) }
    const body = { kind, date: world.day(what), time: clinicTime(how + what), ...place }
    const path = `${api}/practitioners/${practitionerId}/commitments`
    return { send: () => world.as(practitionerId).post(path, body, key), acts: ['commitment-added'] }
  },
  roster(world, { who, how, what }, key) {
    const practitionerId = pick(doctors, who) ?? ''
    const { start, end } = clinicTime(how)
    const clock = (minute: number) =>
      `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
    const line = `${practitionerId},${world.day(what)},${clock(start)},${clock(end)},值班`
    const file = Buffer.from(`姓名,日期,开始,结束,类别\n${how % 4 === 0 ? '' : line}\n`).toString('base64')
    const span = { from: world.day(0), to: world.day(2) }
    const body = {
      owner: { kind: 'practitioner', id: practitionerId },
      source: 'duty',
      format: 'csv',
      file,
      ...span,
    }
    return {
      send: () => world.as(practitionerId).post(`${api}/roster-imports`, body, key),
      severalWrites: true,
    }
  },
  uncommit(world, { what }) {
    const own = [...world.mirror.days.values()].flatMap(({ practitionerId, date, commitments }) =>
      commitments
        .filter(({ kind }) => kind !== 'clinic-visit')
        .map(({ claimId }) => ({ practitionerId, date, claimId })),
    )
    const one = pick(own, what)
    if (!one) return undefined
    const { practitionerId, date, claimId } = one
    const path = `${api}/practitioners/${practitionerId}/days/${date}/commitments/${claimId}`
    return { send: () => world.as(practitionerId).delete(path) }
  },

  /** The register ends somebody's practice at a site, or lets it go on. */
  cut(world, { who, what, how }) {
    const practitionerId = pick(doctors, who) ?? ''
    const siteId = pick(sites, what) ?? ''
    const name = `${practitionerId} ${siteId}`
    return async () => {
      if (how % 3 === 0) world.cut.delete(name)
      else world.cut.set(name, addDays(world.monday, how % 4))
      await world.tellFacts(practitionerId)
    }
  },

  wait:
    (world, { how }) =>
    async () => {
      world.clock.now += (pick(stays, how) ?? 1) * minutes
    },
  due: (world) => () => world.doDue(),
  relay: (world) => () => world.relay({ scramble: true }),
} satisfies Record<string, Act>
export type ActName = keyof typeof acts

/** The act, or another where there is nothing that it could be done to. */
export function askingFor(world: World, step: Step, key: string): NonNullable<ReturnType<Act>> | undefined {
  const other: Act = step.what % 3 === 0 ? acts.join : acts.book
  return (acts[step.act] as Act)(world, step, key) ?? other(world, step, key)
}

/** How often each is tried, in a history of a hundred steps or so. */
const often: Readonly<Partial<Record<ActName, number>>> = {
  ...{
    book: 12,
    relay: 8,
    due: 5,
    wait: 6,
    cancel: 5,
    join: 6,
    move: 4,
    accept: 5,
    stop: 4,
    reply: 5,
    ask: 4,
  },
  ...{ answer: 3, decline: 2, shift: 3, swap: 3, substitute: 3, hold: 3, reoffer: 2, cut: 2 },
}
export const weighted = (Object.keys(acts) as ActName[]).map((act) => ({ act, weight: often[act] ?? 1 }))

function siteOf(sessionId: string): string {
  return parseSessionId(sessionId)?.siteId ?? ''
}
function pathOf({ patientId, waitId }: Wait): string {
  return `${api}/patients/${patientId}/waits/${waitId}`
}
function ofWait(world: World, wait: Wait, what: string, body: object, told: readonly string[]): Asking {
  return {
    send: () => world.as(wait.patientId).send('POST', `${pathOf(wait)}/${what}`, body),
    acts: told,
    aggregate: () => wait.waitId,
  }
}
function ofVisit(world: World, by: string, { visitId, version }: Visit, what: string, more: object): Asking {
  return { send: () => world.as(by).send('POST', `${api}/visits/${visitId}/${what}`, { version, ...more }) }
}
function ofSession(
  world: World,
  session: Session,
  what: string,
  more: object,
  told: readonly string[],
): Asking {
  const { sessionId, version, siteId } = session
  return {
    send: () =>
      world.as(staffOf(siteId)).send('POST', `${api}/sessions/${sessionId}/${what}`, { version, ...more }),
    acts: told,
    aggregate: () => sessionId,
  }
}
