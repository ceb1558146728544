import { onMounted, onUnmounted, ref } from 'vue'

type Changes = Readonly<Record<string, string | undefined>>

const changed = (search: string, changes: Changes): string => {
  const params = new URLSearchParams(search)
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined || value === '') params.delete(name)
    else params.set(name, value)
  }
  const text = params.toString()
  return text === '' ? '' : `?${text}`
}

/** What is chosen lives in the address: links, the back button and signing in keep it. Empty until hydrated. */
export function useAddress() {
  const search = ref('')
  const read = () => {
    search.value = location.search
  }
  onMounted(() => {
    read()
    addEventListener('popstate', read)
  })
  onUnmounted(() => removeEventListener('popstate', read))

  return {
    search,
    get: (name: string): string | undefined => new URLSearchParams(search.value).get(name) ?? undefined,
    /** The address with these changes, for links. */
    link: (changes: Changes): string => changed(search.value, changes) || '?',
    /** A step that the back button takes back. */
    push(changes: Changes): void {
      history.pushState({ ours: true }, '', changed(location.search, changes) || location.pathname)
      read()
    },
    replace(changes: Changes): void {
      history.replaceState(history.state, '', changed(location.search, changes) || location.pathname)
      read()
    },
    /** Back to before the last push; where the page was opened by a link there is nothing to go back to. */
    back(changes: Changes): void {
      if (history.state?.ours) history.back()
      else this.replace(changes)
    },
  }
}
export type Address = ReturnType<typeof useAddress>

/** Signing in comes back to exactly here. */
export const signInAddress = (): string =>
  `/auth/sign-in?return=${encodeURIComponent(location.pathname + location.search)}`
