import { shallowRef } from 'vue'
import type { Appointment, CascadeLine } from '#shared/scheduling/index.ts'
import type { Address } from './address.ts'
import { acceptOffer, answerReoffer, declineOffer, leaveWaitlist, type OwnWait } from './mine-api.ts'
import type { WaitOffer } from './my-waiting.ts'
import { Refusal } from './refusal.ts'

/** One answer at a time: nothing has happened until the server says so. */
export function useAnswering(after: () => Promise<void>) {
  /** What is being answered. */
  const busy = shallowRef<string>()
  const refusal = shallowRef<Refusal>()
  async function answer<Answer>(id: string, send: () => Promise<Answer>): Promise<Answer | undefined> {
    if (busy.value !== undefined) return undefined
    busy.value = id
    refusal.value = undefined
    try {
      const answered = await send()
      await after()
      return answered
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem
      refusal.value = problem
      // Decided otherwise: the page shows how it stands now.
      if (problem.decided) await after()
      return undefined
    } finally {
      busy.value = undefined
    }
  }
  return { busy, refusal, answer }
}

/** What is answered on 我的预约: offers of a waiting list, and of a clinic that was called off. */
export function useMyAnswers(address: Pick<Address, 'push'>, load: () => Promise<void>) {
  const { busy, refusal, answer } = useAnswering(load)
  /** Taken: the ticket is shown, as after any booking. */
  async function taken(id: string, send: () => Promise<Appointment | undefined>): Promise<void> {
    const booked = await answer(id, send)
    if (booked) address.push({ ticket: booked.appointmentId, as: 'new' })
  }
  return {
    busy,
    refusal,
    takeOffer: (wait: OwnWait, { slotId }: WaitOffer) => taken(slotId, () => acceptOffer(wait, slotId)),
    passOffer: (wait: OwnWait, { slotId }: WaitOffer) => answer(slotId, () => declineOffer(wait, slotId)),
    takeReoffer: (line: CascadeLine) =>
      taken(line.slotId, async () => (await answerReoffer(line, 'accept')).appointment),
    passReoffer: (line: CascadeLine) => answer(line.slotId, () => answerReoffer(line, 'decline')),
    leave: (wait: OwnWait) => answer(wait.waitId, () => leaveWaitlist(wait)),
    /** A count that could not be asked for is asked for again with the page. */
    read: (count: () => Promise<void>) => count().catch(() => undefined),
  }
}
