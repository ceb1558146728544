import { computed, type Ref, watch } from 'vue'
import { useRouter } from 'vue-router'
import { useAddress } from '../session/address.ts'
import { useTyped } from '../session/typed.ts'

/**
 * A searched list that comes page by page, all of it kept in the address: what is typed, the last entry of the page before, and
 * the page's own `filters`. Whatever is asked differently begins at the first page again.
 */
export function useListing(home: string, filters: readonly Ref<string | undefined>[]) {
  const router = useRouter()
  const q = useAddress('q')
  const after = useAddress('after', { push: true })
  const typed = useTyped(q.value ?? '', (text) => {
    q.value = text === '' ? undefined : text
  })
  watch([q, ...filters], () => {
    after.value = undefined
  })
  const search = computed(() => q.value ?? '')
  const filtered = computed(() => [q, ...filters].some(({ value }) => Boolean(value)))
  function clear(): void {
    typed.value = ''
    void router.replace(home)
  }
  return { search, typed, after, filtered, clear }
}
