import { defineStore } from 'pinia'
import { ref } from 'vue'
import { useTurning } from '../turning.ts'

/** What the desk is looking for. Survives going to a record and back, not reloading: a search may be a person's number. */
export const useSearchStore = defineStore('patients/search', () => {
  const text = ref('')
  const pages = useTurning()

  function look(wanted: string): void {
    text.value = wanted
    pages.restart()
  }

  return { text, pages, look }
})
