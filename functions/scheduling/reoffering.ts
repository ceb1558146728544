import { parseSlotId } from '#shared/scheduling/index.ts'
import type { Acting } from './cascade-parts.ts'
import type { StoredLine } from './cascade-repository.ts'
import { type Desk, untilSaved } from './desk.ts'
import { stoppedOf } from './displaced.ts'
import { freeNumbers } from './free-numbers.ts'
import { type Passing, passOn } from './reoffer-making.ts'

/** `passOn` until it is saved or the line has gone another way; `still` says whether there is anything to do. */
export async function passOnUntilSaved(
  desk: Desk,
  acting: Acting,
  slotId: string,
  given: Omit<Passing, 'line'> & { readonly still: (line: StoredLine) => boolean },
): Promise<StoredLine | undefined> {
  const key = parseSlotId(slotId)
  if (!key) return undefined
  const { line } = await untilSaved(async () => {
    const found = await desk.repository.findLine(key)
    if (!found || !given.still(found)) return { line: found }
    const next = await passOn(desk, acting, { ...given, line: found })
    return next && { line: next.ok ? next.value : found }
  })
  return line
}

/** The number that was being offered is not there any more: the next one, or somebody calls. */
export async function withdraw(desk: Desk, acting: Acting, lost: string, slotId: string): Promise<void> {
  const key = parseSlotId(lost)
  const line = key && (await desk.repository.findLine(key))
  const still = ({ state, offer }: StoredLine) => state === 'offered' && offer?.slotId === slotId
  const stopped = line && still(line) ? await stoppedOf(desk, line.sessionId) : undefined
  if (!stopped) return
  const { numbers } = await freeNumbers(desk, stopped, acting.now)
  await passOnUntilSaved(desk, acting, lost, { stopped, numbers, how: { step: 'withdrawn' }, still })
}
