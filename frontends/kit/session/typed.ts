import { type Ref, ref, watch } from 'vue'

/** Long enough for a word, short enough not to be waited for; milliseconds. */
const pauseMs = 250

/** What is typed into a search field; `look` hears of it, trimmed, once typing pauses. */
export function useTyped(first: string, look: (text: string) => void): Ref<string> {
  const typed = ref(first)
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(typed, (text) => {
    clearTimeout(timer)
    timer = setTimeout(() => look(text.trim()), pauseMs)
  })
  return typed
}
