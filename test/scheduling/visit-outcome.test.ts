import { describe, expect, it } from 'vitest'
import { becameOf, type Session } from '#shared/scheduling/index.ts'

const time = { start: 810, end: 990 }
const session: Session = {
  sessionId: 'site-1.20260917.aaaaaa',
  siteId: 'site-1',
  siteName: '望京社区卫生服务中心',
  departmentId: 'site-1.dept',
  practitionerId: 'prac-001',
  practitionerName: '李敏',
  practitionerTitle: 'chief',
  date: '2026-09-17',
  halfDay: 'afternoon',
  time,
  room: '1',
  kind: 'child',
  slotMinutes: 15,
  quotas: { public: 12, clinic: 0, referral: 0 },
  release: { daysAhead: 14, at: 480 },
  state: 'published',
  releaseAt: 0,
  version: 1,
}
const visit = { practitionerId: 'prac-001', sessionId: session.sessionId, plan: session }
const changed = (fields: Partial<Session>): Session => ({ ...session, ...fields })
const inOtherHands = { practitionerId: 'prac-002', practitionerName: '周宁' }

describe('an agreed visit', () => {
  it('stands as it was agreed where nothing has happened to its session', () => {
    expect(becameOf(visit, [session])).toBeUndefined()
  })

  it('is held by the substitute', () => {
    expect(becameOf(visit, [changed(inOtherHands)])).toEqual({ substitute: inOtherHands })
  })

  it('stands at another time or in another room of the same day', () => {
    const { sessionId, date } = session
    const later = { start: 840, end: 1020 }
    expect(becameOf(visit, [changed({ time: later })])).toEqual({
      moved: { sessionId, date, time: later, room: '1' },
    })
    expect(becameOf(visit, [changed({ room: '2' })])).toEqual({ moved: { sessionId, date, time, room: '2' } })
  })

  it('stands on the day that its session was moved to last, and a stop for the move is none', () => {
    const [second, third] = ['site-1.20260918.bbbbbb', 'site-1.20260921.cccccc'] as const
    const moves = [
      changed({ state: 'stopped', stopReason: 'moved', stoppedAt: 5, movedTo: second }),
      changed({
        sessionId: second,
        date: '2026-09-18',
        state: 'stopped',
        stopReason: 'moved',
        movedTo: third,
      }),
      changed({ sessionId: third, date: '2026-09-21', ...inOtherHands }),
    ]
    expect(becameOf(visit, moves)).toEqual({
      substitute: inOtherHands,
      moved: { sessionId: third, date: '2026-09-21', time, room: '1' },
    })
  })

  it('is stopped with its reason, or was given up for a day elsewhere', () => {
    const stopped = changed({ state: 'stopped', stopReason: 'practitioner-ill', stoppedAt: 7 })
    expect(becameOf(visit, [stopped])).toEqual({ stopped: { reason: 'practitioner-ill', at: 7 } })
    expect(becameOf(visit, [])).toEqual({ givenUp: true })
  })
})
