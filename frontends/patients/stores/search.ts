import { defineStore } from 'pinia'
import { ref } from 'vue'

/** What the desk is looking for. Survives going to a record and back, not reloading: a search may be a person's number. */
export const useSearchStore = defineStore('patients/search', () => {
  const text = ref('')
  /** The pages that were turned, for going back. */
  const pages = ref<string[]>([])

  function look(wanted: string): void {
    text.value = wanted
    pages.value = []
  }

  function turn(after: string): void {
    pages.value.push(after)
  }

  function back(): void {
    pages.value.pop()
  }

  return { text, pages, look, turn, back }
})
