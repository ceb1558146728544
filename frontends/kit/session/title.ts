import { watchEffect } from 'vue'

/** Tab titles end up in histories and on shared screens: they name pages, never people. */
export function usePageTitle(title: () => string): void {
  watchEffect(() => {
    document.title = title()
  })
}
