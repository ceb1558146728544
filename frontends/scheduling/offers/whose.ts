import { computed } from 'vue'
import { useAbility, useActor, useAddress } from '#frontends/kit/index.ts'
import { practitionerOf } from '#shared/access/index.ts'

/** Whose offers: one's own, or those of the person in the address, whom the hospital speaks for. */
export function useWhose(action: string, kind: string) {
  const { can } = useAbility()
  const { actor } = useActor()
  const named = useAddress('practitioner')
  const practitionerId = computed(() =>
    actor.value && can(action, kind) ? (named.value ?? practitionerOf(actor.value)) : undefined,
  )
  /** What keeps the person in the next address. */
  const suffix = computed(() => (named.value ? `?practitioner=${named.value}` : ''))
  return { practitionerId, suffix, own: computed(() => named.value === undefined) }
}
