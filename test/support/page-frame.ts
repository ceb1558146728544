import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeAll, beforeEach, vi } from 'vitest'
import { toasts } from '#frontends/kit/index.ts'

interface Shown {
  readonly page: VueWrapper
}

/**
 * The frame of a page's tests: the clock stands at `now` until a test lets it go on, what is loaded late is loaded, and
 * nothing of one test is left for the next. Answers with how to say what is shown, so that it can be taken down.
 */
export function framed(now: number, parts: () => Promise<unknown> = async () => {}) {
  const shown: Shown[] = []
  beforeAll(parts)
  beforeEach(() => {
    vi.useFakeTimers({ now, toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval', 'Date'] })
    toasts.splice(0)
  })
  afterEach(() => {
    for (const { page } of shown.splice(0)) page.unmount()
    document.body.replaceChildren()
    vi.unstubAllGlobals()
    vi.useRealTimers()
  })
  return <Page extends Shown>(page: Page): Page => {
    shown.push(page)
    return page
  }
}

/** The last element that says `words`: what lies on top comes last. @throws where nothing says it. */
export function saying(words: string, among = 'button'): HTMLElement {
  const found = [...document.querySelectorAll<HTMLElement>(among)].filter((one) =>
    one.textContent?.includes(words),
  )
  const last = found.at(-1)
  if (!last) throw new Error(`nothing says ${words}`)
  return last
}
