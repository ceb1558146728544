import { onScopeDispose, shallowRef } from 'vue'
import type { Found } from '../fields/finder.ts'

export interface SearchOffer {
  /** What can be found here: `找患者、医生、药品`. */
  readonly placeholder: () => string
  readonly find: (query: string) => Promise<readonly Found[]>
  readonly choose: (found: Found) => void
}

export const searchOffer = shallowRef<SearchOffer>()

/** Fills the shell's search box (`/`) while this page is open. */
export function useSearch(offer: SearchOffer): void {
  searchOffer.value = offer
  onScopeDispose(() => {
    if (searchOffer.value === offer) searchOffer.value = undefined
  })
}
