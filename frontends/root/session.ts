import { ref } from 'vue'
import { actAs, away, client, settleAway, useActor, watchAway } from '#frontends/kit/index.ts'
import { accessContract } from '#shared/access/index.ts'

const access = client(accessContract)
const channelName = 'xinlian-signed-in'

export type SessionState = 'unknown' | 'signed-in' | 'signed-out' | 'unreachable'
export const sessionState = ref<SessionState>('unknown')
export const sessionProblem = ref<unknown>()

const { actor } = useActor()
let ending: ReturnType<typeof setTimeout> | undefined

/** Asks once who is signed in. */
export async function openSession(): Promise<void> {
  try {
    const { actor: person, expiresAt } = await access.readSession()
    actAs(person)
    sessionState.value = person ? 'signed-in' : 'signed-out'
    if (expiresAt !== undefined) endAt(expiresAt)
  } catch (problem) {
    sessionProblem.value = problem
    sessionState.value = 'unreachable'
  }
}

/** A fixed session ends at its time: the sheet comes before the next call fails. */
function endAt(expiresAt: number): void {
  clearTimeout(ending)
  ending = setTimeout(
    () => {
      away.value = true
    },
    Math.min(expiresAt - Date.now(), 2 ** 31 - 1),
  )
}

/** Is the same person back? Then what was waiting goes on; somebody else starts anew. */
async function lookAgain(): Promise<void> {
  if (!away.value) return
  const before = actor.value?.personId
  const { actor: person, expiresAt } = await access.readSession()
  if (!person) return
  if (person.personId !== before) {
    location.assign('/app')
    return
  }
  if (expiresAt !== undefined) endAt(expiresAt)
  settleAway(true)
}

const quietly = (work: () => Promise<void>) => (): void => {
  work().catch(() => {
    // Still out of reach: the sheet stays, and the next look comes with the next focus.
  })
}

/** Keeps watch: another tab or window in which the person signed in again says so. */
export function watchSession(): void {
  watchAway()
  const look = quietly(lookAgain)
  new BroadcastChannel(channelName).addEventListener('message', look)
  window.addEventListener('focus', look)
}

/** What the window that was opened for signing in does when it comes back. */
export function announceSignedIn(): void {
  new BroadcastChannel(channelName).postMessage('again')
  window.close()
}

export const signInAddress = (back: string): string => `/auth/sign-in?return=${encodeURIComponent(back)}`
