import { onScopeDispose, type Ref, ref, watch } from 'vue'

/** Follows `source` once it has rested for `restMs`: not every keystroke is a question. */
export function refDebounced<Value>(source: Readonly<Ref<Value>>, restMs: number): Readonly<Ref<Value>> {
  const rested = ref(source.value) as Ref<Value>
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(source, (value) => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      rested.value = value
    }, restMs)
  })
  onScopeDispose(() => clearTimeout(timer))
  return rested
}
