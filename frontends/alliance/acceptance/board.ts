import type { AcceptanceState, DepartmentCard } from '#shared/alliance/index.ts'
import { daysBetween, type IsoDate } from '#shared/kernel/calendar.ts'

export const phases = ['self-check', 'on-site', 'rectify', 'review'] as const
export type BoardPhase = (typeof phases)[number]

const phaseOf: Readonly<Partial<Record<AcceptanceState, BoardPhase>>> = {
  'self-checking': 'self-check',
  'awaiting-inspection': 'on-site',
  inspecting: 'on-site',
  rectifying: 'rectify',
  'awaiting-review': 'review',
}

/** What a card says of time: a key of the locale, a number of days and how pressing it is. */
export interface TimeWord {
  readonly key: string
  readonly n: number
  readonly tone: 'quiet' | 'warm' | 'danger'
}

/** A self-check that goes on for longer than this is looked after. Estimate. */
const longSelfCheckDays = 14

const say = (key: string, n: number, tone: TimeWord['tone'] = 'quiet'): TimeWord => ({ key, n, tone })

function towards(date: IsoDate, today: IsoDate, soon: number, over: string): TimeWord {
  const days = daysBetween(today, date)
  if (days < 0) return say(over, -days, 'danger')
  if (days === 0) return say('today', 0, 'warm')
  return say(over === 'overdue' ? 'left' : 'in-days', days, days <= soon ? 'warm' : 'quiet')
}

/** How a department stands in time: since when, until when, by how much over. */
export function timeWordOf(card: DepartmentCard, today: IsoDate): TimeWord | undefined {
  const days = card.since ? daysBetween(card.since, today) : 0
  switch (card.state) {
    case 'self-checking':
      return days < longSelfCheckDays ? say('nth-day', days + 1) : say('for-days', days, 'warm')
    case 'awaiting-inspection':
      return card.inspection
        ? towards(card.inspection.date, today, 0, 'visit-missed')
        : say('unarranged', days, 'warm')
    case 'inspecting':
      return say('nth-day', days + 1)
    case 'rectifying':
      return card.due ? towards(card.due, today, 3, 'overdue') : undefined
    case 'awaiting-review':
      return days === 0 ? say('today', 0) : say('for-days', days, 'warm')
    default:
      return undefined
  }
}

const pressing = { danger: 0, warm: 1, quiet: 2 } as const

/** What presses most comes first. */
function byUrgency(today: IsoDate) {
  const rank = (card: DepartmentCard) => pressing[timeWordOf(card, today)?.tone ?? 'quiet']
  const day = ({ due, inspection, since }: DepartmentCard) => due ?? inspection?.date ?? since ?? ''
  return (a: DepartmentCard, b: DepartmentCard): number => rank(a) - rank(b) || day(a).localeCompare(day(b))
}

export interface BoardColumn {
  readonly phase: BoardPhase
  readonly cards: readonly DepartmentCard[]
  readonly overdue: number
}

export const columnsOf = (departments: readonly DepartmentCard[], today: IsoDate): BoardColumn[] =>
  phases.map((phase) => {
    const cards = departments.filter(({ state }) => phaseOf[state] === phase).toSorted(byUrgency(today))
    const overdue = cards.filter((card) => timeWordOf(card, today)?.tone === 'danger').length
    return { phase, cards, overdue }
  })

/** How many departments need the office: to be arranged, overdue, or waiting for the review. */
export const waitingForOffice = (departments: readonly DepartmentCard[], today: IsoDate): number =>
  departments.filter(
    (card) =>
      card.state === 'awaiting-review' ||
      (card.state === 'awaiting-inspection' && !card.inspection) ||
      timeWordOf(card, today)?.tone === 'danger',
  ).length

/** Passed within the month of `today`, the newest first. */
export const passedThisMonth = (departments: readonly DepartmentCard[], today: IsoDate): DepartmentCard[] =>
  departments
    .filter(({ state, passedOn }) => state === 'passed' && passedOn?.slice(0, 7) === today.slice(0, 7))
    .toSorted((a, b) => (b.passedOn ?? '').localeCompare(a.passedOn ?? ''))
