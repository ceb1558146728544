import { computed, ref } from 'vue'

export type Check<Value> = (value: Value) => string | undefined

/** A field is checked when it is left, not while it is being filled in; once wrong, it is checked at every change. */
export function useChecked<Value>(
  value: () => Value,
  check: () => Check<Value> | undefined,
  given: () => string | undefined,
) {
  const left = ref(false)
  const error = computed(() => given() || (left.value ? check()?.(value()) : undefined) || '')
  return {
    error,
    leave: (): void => {
      left.value = true
    },
  }
}
