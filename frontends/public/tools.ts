import { bringLocatingToLife } from './locate.ts'
import { keepLargeText, largeText, rememberedPlace, seenSignedIn } from './memory.ts'
import { otherLanguageAddress } from './other-language.ts'
import { bringOutageToLife } from './outage.ts'
import { addressOf, placePath } from './page-state.ts'
import type { Language } from './words.ts'

export const dataIn = (id: string): unknown => JSON.parse(document.getElementById(id)?.textContent ?? 'null')

export const tool = (name: string): HTMLElement[] => [
  ...document.querySelectorAll<HTMLElement>(`[data-tool="${name}"]`),
]

/** 大字, 遮住, position, language, sign-in: plain elements that need no framework. Says whether the page is being left. */
export function bringToolsToLife(language: Language): 'here' | 'leaving' {
  const elsewhere = otherLanguageAddress(location.pathname, location.search)
  if (elsewhere) {
    location.replace(elsewhere)
    return 'leaving'
  }
  enlarge()
  cover()
  speak(language)
  remember(language)
  followDay()
  addEventListener('hashchange', followDay)
  bringLocatingToLife(tool('locate'), tool('no-position'), (code) =>
    location.assign(addressOf(placePath(code), language)),
  )
  bringOutageToLife(tool('outage'))
  for (const link of tool('sign-in')) {
    link.hidden = seenSignedIn()
    followAddress(link, (here) => `/auth/sign-in?return=${encodeURIComponent(here)}`)
  }
  return 'here'
}

function enlarge(): void {
  const show = (on: boolean): void => {
    document.documentElement.toggleAttribute('data-large', on)
    for (const button of tool('large')) button.setAttribute('aria-pressed', String(on))
  }
  show(largeText())
  for (const button of tool('large'))
    button.addEventListener('click', () => {
      keepLargeText(!largeText())
      show(largeText())
    })
}

/** Covers the screen at once; a tap or any key brings it back, focus included. */
function cover(): void {
  const [screen] = tool('uncover')
  if (!(screen instanceof HTMLDialogElement)) return
  for (const button of tool('cover')) button.addEventListener('click', () => screen.showModal())
  screen.addEventListener('click', () => screen.close())
  screen.addEventListener('keydown', () => screen.close())
}

/** The server's own pages (signing in) speak the language of the page one came from. */
function speak(language: Language): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is not in every phone's browser yet
  document.cookie = `lang=${language}; Path=/; Max-Age=31536000; SameSite=Lax`
  for (const link of tool('language')) {
    const own = link.getAttribute('href') ?? ''
    followAddress(link, () => own + location.search + location.hash)
  }
}

/** What is chosen lives in the address, so links to elsewhere take it along at the last moment. */
function followAddress(link: HTMLElement, to: (here: string) => string): void {
  link.addEventListener('click', () => link.setAttribute('href', to(location.pathname + location.search)))
}

/** Where days are chosen by the address alone, the strip shows which. */
function followDay(): void {
  const days = [...document.querySelectorAll('.p-district .p-strip-day')]
  const chosen = days.find((day) => day.getAttribute('href') === location.hash)
  if (chosen) for (const day of days) day.toggleAttribute('aria-current', day === chosen)
}

/** The way back to the sub-district that was looked at last. */
function remember(language: Language): void {
  const place = rememberedPlace()
  for (const link of tool('last-place')) {
    link.hidden = place === undefined
    link.setAttribute('href', addressOf(placePath(place?.code ?? ''), language))
    link.append(` ${place?.name ?? ''}`)
  }
}
