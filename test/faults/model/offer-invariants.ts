import { candidatesFor, needLevels, standsInTheWay, type Wait } from '#shared/scheduling/index.ts'
import { type Commit, type Mirror, sessionsById } from './mirror.ts'

export interface When {
  readonly now: number
  /** The commit after which whoever has written this began to look. */
  readonly since: number
}

/** What is offered is kept for whom it is offered to, for nobody else, and for one person at a time. */
export function offersAreKept(mirror: Mirror, now: number): string[] {
  const wrong: string[] = []
  const slots = new Map([...mirror.slots.values()].map((slot) => [slot.slotId, slot]))
  const kept = new Map<string, string>()
  const keep = (slotId: string, holder: string) => {
    const slot = slots.get(slotId)
    if (kept.has(slotId)) wrong.push(`${slotId} is offered to ${holder} and to ${kept.get(slotId)}`)
    kept.set(slotId, holder)
    const stands = slot?.holdFor === holder && (slot.holdUntil ?? 0) > now && slot.state === 'free'
    if (slot?.state !== 'stopped' && !stands)
      wrong.push(`${slotId} is offered to ${holder}, but is ${slot?.state} for ${slot?.holdFor}`)
  }
  for (const { waitId, state, offer } of mirror.waits.values())
    if (state === 'offered' && offer && now < offer.until) keep(offer.slotId, `wait:${waitId}`)
  // Whoever has left the lost number by their own hand is promised nothing any more: the line hears of it a moment later.
  for (const { slotId, state, offer, appointmentId } of mirror.lines.values())
    if (
      state === 'offered' &&
      offer &&
      now < offer.until &&
      slots.get(slotId)?.appointmentId === appointmentId
    )
      keep(offer.slotId, `reoffer:${slotId}`)
  for (const { slotId, holdFor, holdUntil = 0, state } of slots.values())
    if (holdFor?.startsWith('wait:') && now < holdUntil && state === 'free' && kept.get(slotId) !== holdFor)
      wrong.push(`${slotId} is kept for ${holdFor} and not offered to them`)
  return wrong
}

/** A line of a stopped session and its mark in the session's count say the same. */
export function marksAreLines({ lines, counters }: Mirror): string[] {
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
  const session = sessionsById(mirror).get(slot?.sessionId ?? '')
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
