import { computed, ref } from 'vue'

/** The pages of a list that were turned: where the shown one begins, and the way back. */
export function useTurning() {
  const turned = ref<string[]>([])
  return {
    /** Where the shown page begins; undefined on the first. */
    after: computed(() => turned.value.at(-1)),
    earlier: computed(() => turned.value.length > 0),
    back(): void {
      turned.value.pop()
    },
    /** To the page that begins there; stays where there is none. */
    turn(next: string | undefined): void {
      if (next) turned.value.push(next)
    },
    restart(): void {
      turned.value = []
    },
  }
}
