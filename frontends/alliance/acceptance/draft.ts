import type { Answer, ItemAnswer } from '#shared/alliance/index.ts'

/** An answer while it is written: chosen first, explained after. */
export interface DraftAnswer {
  readonly answer: Answer
  readonly note: string
}
/** Only what differs from what was read; an item that is not in it stays as it is. */
export type Draft = ReadonlyMap<string, DraftAnswer>

const same = (a: ItemAnswer | undefined, { answer, note }: DraftAnswer): boolean =>
  a?.answer === answer && (a.note ?? '') === note.trim()

const find = (given: readonly ItemAnswer[], itemId: string): ItemAnswer | undefined =>
  given.find((one) => one.itemId === itemId)

/** The draft after one item was written; what is as it was read is no change. */
export function written(
  draft: Draft,
  read: readonly ItemAnswer[],
  itemId: string,
  now: DraftAnswer,
): Map<string, DraftAnswer> {
  const next = new Map(draft)
  if (same(find(read, itemId), now)) next.delete(itemId)
  else next.set(itemId, now)
  return next
}

/** What is not met or does not apply says why. */
export const unexplained = (draft: Draft): string[] =>
  [...draft]
    .filter(([, { answer, note }]) => answer !== 'met' && note.trim() === '')
    .map(([itemId]) => itemId)

export const answersIn = (draft: Draft): ItemAnswer[] =>
  [...draft].map(([itemId, { answer, note }]) =>
    note.trim() === '' ? { itemId, answer } : { itemId, answer, note: note.trim() },
  )

export interface Clash {
  readonly itemId: string
  readonly mine: DraftAnswer | undefined
  readonly theirs: ItemAnswer | undefined
  readonly before: ItemAnswer | undefined
}

/** Items that either of two people changed since `before` was read. */
export function clashesOf(draft: Draft, before: readonly ItemAnswer[], now: readonly ItemAnswer[]): Clash[] {
  const theirs = now.filter((one) => {
    const was = find(before, one.itemId)
    return was?.answer !== one.answer || was.note !== one.note
  })
  const items = new Set([...draft.keys(), ...theirs.map(({ itemId }) => itemId)])
  return [...items].map((itemId) => ({
    itemId,
    mine: draft.get(itemId),
    theirs: find(now, itemId),
    before: find(before, itemId),
  }))
}
