import { onScopeDispose, shallowRef, watchEffect } from 'vue'

/** The name of the page that is open; a phone's top bar says it in place of the page. */
export const pageTitle = shallowRef('')

/** Tab titles end up in histories and on shared screens: they name pages, never people. */
export function usePageTitle(title: () => string): void {
  let said = ''
  watchEffect(() => {
    said = title()
    document.title = said
    pageTitle.value = said
  })
  onScopeDispose(() => {
    if (pageTitle.value === said) pageTitle.value = ''
  })
}
