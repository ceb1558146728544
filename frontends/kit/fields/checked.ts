import { computed, ref } from 'vue'

export type Check<Value> = (value: Value) => string | undefined

/**
 * A field is checked when it is left, not while it is being filled in; once wrong, it is checked at every change. What it
 * finds itself says more than what the form says of it, such as that it is still to be filled in.
 */
export function useChecked<Value>(
  value: () => Value,
  check: () => Check<Value> | undefined,
  given: () => string | undefined,
) {
  const left = ref(false)
  const error = computed(() => (left.value ? check()?.(value()) : undefined) || given() || '')
  return {
    error,
    leave: (): void => {
      left.value = true
    },
  }
}
