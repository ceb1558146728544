import type { Slot } from './model.ts'

export type Hold = NonNullable<Slot['hold']>

/** Whom a number is kept for, where it is somebody on the waiting list. */
export const waitHolder = (waitId: string): string => `wait:${waitId}`
/** Offered to somebody for hours, and not only kept while a form is filled in: others are not shown it as free. */
export const isPromised = ({ for: holder }: Hold): boolean => holder.includes(':')
export const isForWaiting = ({ for: holder }: Hold): boolean => holder.startsWith('wait:')

/** The hold that stands now. One that has run out is none: nobody has to take it away. */
export const holdOf = ({ hold }: Pick<Slot, 'hold'>, now: number): Hold | undefined =>
  hold && now < hold.until ? hold : undefined

/** Does somebody else keep this number? */
export const heldAgainst = (
  slot: Pick<Slot, 'hold'>,
  now: number,
  holders: readonly string[],
): Hold | undefined => {
  const hold = holdOf(slot, now)
  return hold && !holders.includes(hold.for) ? hold : undefined
}
