import type { Session } from '#shared/scheduling/index.ts'
import { plan, wangjing } from '#test/scheduling/support.ts'
import { type Acts, type Asking, api, clinicTime, pick, staffOf } from './asking.ts'
import { doctors, sites } from './crowd.ts'
import type { World } from './world.ts'

const sessionsOf = ({ mirror }: World, state: Session['state']): Session[] =>
  [...mirror.sessions.values()].filter((one) => one.state === state)

function ofSession(
  world: World,
  session: Session,
  what: string,
  more: object,
  acts: readonly string[],
): Asking {
  const { sessionId, version, siteId } = session
  const path = `${api}/sessions/${sessionId}/${what}`
  return {
    send: () => world.as(staffOf(siteId)).send('POST', path, { version, ...more }),
    acts,
    aggregate: () => sessionId,
  }
}

/** What becomes of sessions, by hand. */
export const sessionActs = {
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
  redraft(world, { who, what, how }) {
    const session = pick(sessionsOf(world, 'draft'), what)
    if (!session) return undefined
    const { sessionId, siteId, version, date, quotas } = session
    const other = {
      practitionerId: pick(doctors, who) ?? '',
      time: clinicTime(how),
      room: `${(how % 2) + 1}`,
    }
    const changed = plan({ ...other, departmentId: `dep-${siteId.slice(5)}`, date, quotas })
    return {
      send: () => world.as(staffOf(siteId)).put(`${api}/sessions/${sessionId}`, { version, plan: changed }),
      acts: ['session-changed'],
      aggregate: () => sessionId,
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
    const asking = session && ofSession(world, session, 'substitution', more, ['session-substituted'])
    return asking && { ...asking, orElse: ['sessions-swapped'] }
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
} satisfies Acts
