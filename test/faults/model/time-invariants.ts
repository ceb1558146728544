import { estimateTravel } from '#shared/alliance/index.ts'
import { mondayOf } from '#shared/kernel/calendar.ts'
import { missingTravel } from '#shared/kernel/claim.ts'
import { overlaps } from '#shared/kernel/interval.ts'
import { parseSessionId, type Session } from '#shared/scheduling/index.ts'
import { donghu, farAway, wangjing } from '#test/scheduling/support.ts'
import type { Mirror } from './mirror.ts'

const positions: Readonly<Record<string, { lon: number; lat: number }>> = {
  [wangjing]: { lon: 116.47, lat: 39.995 },
  [donghu]: { lon: 116.465, lat: 40.01 },
  [farAway]: { lon: 116.48, lat: 39.84 },
}
const travel = (from: string, to: string): number => {
  const [a, b] = [positions[from], positions[to]]
  return a && b ? estimateTravel(a, b) : 0
}

const isOn = ({ state }: Session): boolean => state === 'draft' || state === 'published'

/** Nobody is in two places, and everybody has the road between two. */
export function daysFit({ days }: Mirror): string[] {
  const wrong: string[] = []
  for (const { practitionerId, date, commitments } of days.values())
    for (const [index, one] of commitments.entries())
      for (const other of commitments.slice(index + 1)) {
        if (overlaps(one.time, other.time)) wrong.push(`${practitionerId} is twice on ${date}`)
        if (missingTravel(one, other, travel) > 0)
          wrong.push(`${practitionerId} cannot travel so fast on ${date}`)
      }
  return wrong
}

/** Time that is claimed for a clinic, rooms that are used, weeks that are counted: exactly the sessions that are on. */
export function claimsAreSessions(mirror: Mirror): string[] {
  const wrong: string[] = []
  const on = [...mirror.sessions.values()].filter(isOn)
  const expected = {
    time: on.map(
      (one) =>
        `${one.practitionerId} ${one.date} ${one.sessionId} ${one.siteId} ${one.time.start}-${one.time.end}`,
    ),
    room: on.map((one) => `${one.siteId} ${one.sessionId} ${one.room} ${one.time.start}-${one.time.end}`),
    week: on.map((one) => `${one.practitionerId} ${mondayOf(one.date)} ${one.sessionId}`),
  }
  const found = {
    time: [...mirror.days.values()].flatMap(({ practitionerId, date, commitments }) =>
      commitments
        .filter(({ kind }) => kind === 'clinic-visit')
        .map(
          ({ claimId, placeId, time }) =>
            `${practitionerId} ${date} ${claimId} ${placeId} ${time.start}-${time.end}`,
        ),
    ),
    room: [...mirror.rooms.values()].flatMap(({ siteId, uses }) =>
      uses.map(({ sessionId, room, time }) => `${siteId} ${sessionId} ${room} ${time.start}-${time.end}`),
    ),
    week: [...mirror.counters.values()].flatMap((item) =>
      Object.keys(item)
        .filter((name) => parseSessionId(name))
        .map((name) => `${item['sk']} ${String(item['pk']).slice(-10)} ${name}`),
    ),
  }
  for (const kind of ['time', 'room', 'week'] as const) {
    const [want, have] = [new Set(expected[kind]), new Set(found[kind])]
    for (const one of want) if (!have.has(one)) wrong.push(`no ${kind} is taken for ${one}`)
    for (const one of have) if (!want.has(one)) wrong.push(`${kind} is taken for nothing: ${one}`)
  }
  return wrong
}

/** No room is used twice. */
export function roomsFit({ rooms }: Mirror): string[] {
  return [...rooms.values()].flatMap(({ siteId, date, uses }) =>
    uses.flatMap((one, index) =>
      uses
        .slice(index + 1)
        .filter((other) => one.room === other.room && overlaps(one.time, other.time))
        .map(() => `room ${one.room} of ${siteId} is used twice on ${date}`),
    ),
  )
}
