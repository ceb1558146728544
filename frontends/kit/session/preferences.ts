import { ref, watch } from 'vue'

export const languages = ['zh-CN', 'en'] as const
export type Language = (typeof languages)[number]
export const themes = ['auto', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]
export const densities = ['auto', 'compact', 'comfortable', 'touch'] as const
export type Density = (typeof densities)[number]

const storage = globalThis.localStorage as Storage | undefined

/** A choice kept on this device. Storage may be refused (private windows); the choice then lasts until reload. */
function kept<Value extends string>(name: string, allowed: readonly Value[], initial: Value) {
  const stored = read(name) as Value | null
  const choice = ref(stored !== null && allowed.includes(stored) ? stored : initial)
  watch(choice, (value) => write(name, value as string), { flush: 'sync' })
  return choice
}

function read(name: string): string | null {
  try {
    return storage?.getItem(`xinlian.${name}`) ?? null
  } catch {
    return null
  }
}

function write(name: string, value: string): void {
  try {
    storage?.setItem(`xinlian.${name}`, value)
  } catch {
    // A full or forbidden storage costs the memory of the choice, not the choice.
  }
}

export const language = kept<Language>('language', languages, 'zh-CN')
export const theme = kept<Theme>('theme', themes, 'auto')
export const density = kept<Density>('density', densities, 'auto')
export const keysOn = kept('keys', ['on', 'off'] as const, 'on')

/** Puts the choices where the style sheets, screen readers and the server's pages (cookie `lang`) look for them. */
export function applyPreferences(root: HTMLElement = document.documentElement): void {
  const put = (name: string, value: string) =>
    value === 'auto' ? root.removeAttribute(name) : root.setAttribute(name, value)
  watch(theme, (value) => put('data-theme', value), { immediate: true })
  watch(density, (value) => put('data-density', value), { immediate: true })
  watch(
    language,
    (value) => {
      root.lang = value
      // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser of a clinic
      document.cookie = `lang=${value}; Path=/; Max-Age=31536000; SameSite=Lax`
    },
    { immediate: true },
  )
}
