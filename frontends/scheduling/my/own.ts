import { computed } from 'vue'
import { useAbility, useActor } from '#frontends/kit/index.ts'
import { practitionerOf } from '#shared/access/index.ts'

/** The psychiatrist whose own page it is; missing for whoever may not `[action]` any `[kind]`. */
export function useOwn(action: string, kind: string) {
  const { can } = useAbility()
  const { actor } = useActor()
  return computed(() => (actor.value && can(action, kind) ? practitionerOf(actor.value) : undefined))
}
