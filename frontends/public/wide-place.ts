import { onMounted, shallowRef } from 'vue'

type WideParts = typeof import('./wide-parts.ts')

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
        (fetched) => {
          parts.value = fetched
        },
        () => undefined,
      )
    }
    fetchOnce()
    screen.addEventListener('change', fetchOnce)
  })
  return parts
}
