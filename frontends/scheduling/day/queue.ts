import type { Slot } from '#shared/scheduling/index.ts'

/** Who is with the doctor, the one called last first. */
export const withDoctor = (slots: readonly Slot[]): Slot[] =>
  slots
    .filter(({ state }) => state === 'called')
    .toSorted((a, b) => (b.held?.calledAt ?? 0) - (a.held?.calledAt ?? 0))

/** Numbers as they are called and drawn: `07`. */
export const called = (number: number): string => String(number).padStart(2, '0')
