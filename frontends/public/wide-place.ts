import { type Component, onMounted, shallowRef } from 'vue'

interface WideParts {
  readonly BySite: Component
  readonly ViewSwitch: Component
}

/** Where the style sheet turns days into columns. */
const wideEnough = '(min-width: 62.5rem)'

/** Turning weeks and sorting by place are for wide screens: phones never fetch them. */
export function useWidePlace() {
  const parts = shallowRef<WideParts>()
  onMounted(() => {
    const screen = matchMedia(wideEnough)
    const fetchOnce = (): void => {
      if (!screen.matches || parts.value) return
      import('./wide-parts.ts').then(
        ({ BySite, ViewSwitch }) => {
          parts.value = { BySite, ViewSwitch }
        },
        () => undefined,
      )
    }
    fetchOnce()
    screen.addEventListener('change', fetchOnce)
  })
  return parts
}
