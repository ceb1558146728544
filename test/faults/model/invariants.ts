import { estimateTravel } from '#shared/alliance/index.ts'
import { mondayOf } from '#shared/kernel/calendar.ts'
import { missingTravel } from '#shared/kernel/claim.ts'
import { overlaps } from '#shared/kernel/interval.ts'
import {
  candidatesFor,
  halfDayOf,
  needLevels,
  parseSessionId,
  type Session,
  standsInTheWay,
  type Wait,
} from '#shared/scheduling/index.ts'
import { donghu, farAway, wangjing } from '#test/scheduling/support.ts'
import type { Commit, Mirror, MirrorSlot } from './mirror.ts'

const positions: Readonly<Record<string, { lon: number; lat: number }>> = {
  [wangjing]: { lon: 116.47, lat: 39.995 },
  [donghu]: { lon: 116.465, lat: 40.01 },
  [farAway]: { lon: 116.48, lat: 39.84 },
}
const travel = (from: string, to: string): number => {
  const [a, b] = [positions[from], positions[to]]
  return a && b ? estimateTravel(a, b) : 0
}

export interface When {
  readonly now: number
  /** The commit after which whoever has written this began to look. */
  readonly since: number
}

const isOn = ({ state }: Session): boolean => state === 'draft' || state === 'published'
const byId = (mirror: Mirror) => new Map([...mirror.sessions.values()].map((one) => [one.sessionId, one]))

/** Nobody is in two places, and everybody has the road between two. */
function daysFit({ days }: Mirror): string[] {
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
function claimsAreSessions(mirror: Mirror): string[] {
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

function roomsFit({ rooms }: Mirror): string[] {
  return [...rooms.values()].flatMap(({ siteId, date, uses }) =>
    uses.flatMap((one, index) =>
      uses
        .slice(index + 1)
        .filter((other) => one.room === other.room && overlaps(one.time, other.time))
        .map(() => `room ${one.room} of ${siteId} is used twice on ${date}`),
    ),
  )
}

const hasPatient = ({ appointmentId }: MirrorSlot): boolean => appointmentId !== undefined

/** A number has one patient, a patient one appointment per half-day, and both say the same of it. */
function numbersArePatients(mirror: Mirror): string[] {
  const wrong: string[] = []
  const standing = [...mirror.guards.values()].filter(({ state }) => state !== 'cancelled')
  const lists = standing.map((one) => `${one.appointmentId} ${one.slotId} ${one.patientId}`)
  const numbers = [...mirror.slots.values()]
    .filter(hasPatient)
    .map((one) => `${one.appointmentId} ${one.slotId} ${one.patientId}`)
  const [a, b] = [new Set(lists), new Set(numbers)]
  for (const one of a) if (!b.has(one)) wrong.push(`an appointment without its number: ${one}`)
  for (const one of b) if (!a.has(one)) wrong.push(`a number without its appointment: ${one}`)
  const ids = standing.map(({ appointmentId }) => appointmentId)
  if (new Set(ids).size < ids.length) wrong.push('an appointment stands twice')
  const halves = standing.map(({ patientId, date, time }) => `${patientId} ${date} ${halfDayOf(time)}`)
  if (new Set(halves).size < halves.length) wrong.push('a patient has two appointments in a half-day')
  return wrong
}

/** A stopped session has no open number, one that takes place no stopped one, and none is of no session. */
function numbersFollowSessions(mirror: Mirror): string[] {
  const sessions = byId(mirror)
  const open = new Set(['free', 'booked', 'arrived'])
  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: a list of conditions, each on its own
  return [...mirror.slots.values()].flatMap(({ slotId, sessionId, state, appointmentId }) => {
    const session = sessions.get(sessionId)
    if (!session) return [`${slotId} is a number of no session`]
    return [
      ...(session.state === 'draft' ? [`${slotId} is a number of a draft`] : []),
      ...(session.state === 'stopped' && open.has(state)
        ? [`${slotId} is ${state} in a stopped session`]
        : []),
      ...(session.state === 'published' && state === 'stopped'
        ? [`${slotId} is stopped, its session is not`]
        : []),
      ...(state === 'free' && appointmentId ? [`${slotId} is free and has a patient`] : []),
      ...(state === 'booked' && !appointmentId ? [`${slotId} is booked by nobody`] : []),
    ]
  })
}

/** What is offered is kept for whom it is offered to, for nobody else, and for one person at a time. */
function offersAreKept(mirror: Mirror, now: number): string[] {
  const wrong: string[] = []
  const slots = new Map([...mirror.slots.values()].map((slot) => [slot.slotId, slot]))
  const kept = new Map<string, string>()
  const keep = (slotId: string, holder: string, appointmentId?: string) => {
    const slot = slots.get(slotId)
    if (kept.has(slotId)) wrong.push(`${slotId} is offered to ${holder} and to ${kept.get(slotId)}`)
    kept.set(slotId, holder)
    // Moved there by the patient's own hand: the line hears of it a moment later.
    if (appointmentId && slot?.appointmentId === appointmentId) return
    const stands = slot?.holdFor === holder && (slot.holdUntil ?? 0) > now && slot.state === 'free'
    if (slot?.state !== 'stopped' && !stands)
      wrong.push(`${slotId} is offered to ${holder}, but is ${slot?.state} for ${slot?.holdFor}`)
  }
  for (const { waitId, state, offer } of mirror.waits.values())
    if (state === 'offered' && offer && now < offer.until) keep(offer.slotId, `wait:${waitId}`)
  for (const { slotId, state, offer, appointmentId } of mirror.lines.values())
    if (state === 'offered' && offer && now < offer.until)
      keep(offer.slotId, `reoffer:${slotId}`, appointmentId)
  for (const { slotId, holdFor, holdUntil = 0, state } of slots.values())
    if (holdFor?.startsWith('wait:') && now < holdUntil && state === 'free' && kept.get(slotId) !== holdFor)
      wrong.push(`${slotId} is kept for ${holdFor} and not offered to them`)
  return wrong
}

/** A line of a stopped session and its mark in the session's count say the same. */
function marksAreLines({ lines, counters }: Mirror): string[] {
  const marks = [...counters.values()].filter((item) => item['marks'])
  return [...lines.values()].flatMap(({ sessionId, number, state, slotId }) => {
    const [, date, suffix] = sessionId.split('.')
    const of = marks.find(
      (item) => String(item['date']).replaceAll('-', '') === date && item['suffix'] === suffix,
    )
    const mark = (of?.['marks'] as Record<string, string> | undefined)?.[`n${number}`]
    return mark?.replace('!', '') === state ? [] : [`the line of ${slotId} is ${state}, its mark ${mark}`]
  })
}

const rank = ({ need, joinedAt }: Wait): readonly [number, number] => [
  needLevels.indexOf(need.level),
  joinedAt,
]
const isBefore = (a: Wait, b: Wait): boolean => {
  const [one, other] = [rank(a), rank(b)]
  return one[0] < other[0] || (one[0] === other[0] && one[1] < other[1])
}

/** Nobody who needs it more, or has waited longer, was there to be asked when the number was offered. */
export function inOrderOfNeed(mirror: Mirror, { entries }: Commit, { now, since }: When): string[] {
  const offered = entries.find(({ act }) => act === 'number-offered')
  if (!offered?.data) return []
  const { slotId, waitId } = JSON.parse(offered.data) as { slotId: string; waitId: string }
  const all = [...mirror.waits.values()]
  const chosen = all.find((one) => one.waitId === waitId)
  const slot = [...mirror.slots.values()].find((one) => one.slotId === slotId)
  const session = byId(mirror).get(slot?.sessionId ?? '')
  if (!chosen || !slot || !session) return [`${slotId} was offered to nobody known`]
  const { state, pool, start, end, releaseAt } = slot
  const before = { slotId, state, pool, releaseAt, time: { start, end } }
  const others = all.filter((one) => one.waitId !== waitId && isBefore(one, chosen))
  return candidatesFor(others, before, session, now)
    .filter(({ patientId }) => unchangedSince(mirror, patientId, since))
    .filter((one) => {
      const own = all.filter(({ patientId }) => patientId === one.patientId)
      const facts = {
        appointments: [...mirror.guards.values()].filter(({ patientId }) => patientId === one.patientId),
        offers: own.flatMap(({ state: is, offer }) => (is === 'offered' && offer ? [offer] : [])),
        missed: [],
      }
      return !standsInTheWay(facts, one, { date: session.date, time: before.time }, now)
    })
    .map(({ waitId: better }) => `${slotId} went to ${waitId} before ${better}`)
}

const unchangedSince = ({ changedAt }: Mirror, patientId: string, since: number): boolean =>
  [...changedAt].every(([key, at]) => !key.startsWith(`$scheduling#patient#${patientId}|`) || at <= since)

const told = new Set(['session', 'slot', 'guard', 'rooms', 'wait', 'visit', 'cascade-line', 'day', 'week'])

/** Every write that changes anything has exactly one journal entry. */
const isTold = ({ entries, kinds }: Commit): string[] =>
  entries.length === 1 || (entries.length === 0 && [...kinds].every((kind) => !told.has(kind)))
    ? []
    : [`a write of ${[...kinds].join(', ')} has ${entries.length} journal entries`]

/** Everything that has to hold after each single write, whoever is half-way through what at that moment. */
export function judgeCommit(mirror: Mirror, commit: Commit, when: When): string[] {
  const { kinds, entries } = commit
  const wrong = [
    ...isTold(commit),
    ...(kinds.has('day') ? daysFit(mirror) : []),
    ...(kinds.has('day') || kinds.has('session') || kinds.has('rooms') || kinds.has('week')
      ? [...claimsAreSessions(mirror), ...roomsFit(mirror)]
      : []),
    ...(kinds.has('slot') || kinds.has('guard') ? numbersArePatients(mirror) : []),
    ...(kinds.has('slot') || kinds.has('session') ? numbersFollowSessions(mirror) : []),
    ...(kinds.has('slot') || kinds.has('wait') || kinds.has('cascade-line')
      ? offersAreKept(mirror, when.now)
      : []),
    ...(kinds.has('cascade') || kinds.has('cascade-line') ? marksAreLines(mirror) : []),
    ...inOrderOfNeed(mirror, commit, when),
  ]
  const by = entries.map(({ act }) => act).join(', ')
  return wrong.map((one) => `after ${by}: ${one}`)
}
