import { ref } from 'vue'

type Verdict = (again: boolean) => void

const waiting = new Set<Verdict>()
let watched = false

/** True while somebody has to sign in again before their work can go on. */
export const away = ref(false)

/** Root shows the sheet. Where no root stands around a page, a call is refused at once. */
export function watchAway(): void {
  watched = true
}

/** Waits until the same person is back; false where they are not coming. What they wrote stays on the page. */
export function signInAgain(): Promise<boolean> {
  if (!watched) return Promise.resolve(false)
  away.value = true
  return new Promise((resolve) => waiting.add(resolve))
}

/** Lets the waiting calls go on (`true`) or fail (`false`). */
export function settleAway(again: boolean): void {
  away.value = false
  for (const verdict of waiting) verdict(again)
  waiting.clear()
}
