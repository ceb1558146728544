import { computed, watchEffect } from 'vue'
import { useRoute } from 'vue-router'
import { useAbility, useActor, usePlace } from '#frontends/kit/index.ts'
import { useChoices } from './queries.ts'

/**
 * The site that is worked for: the one in the address (the office looks at others), else the hat's own. Nothing is asked
 * for a person who may not `[action]` any `[kind]`: `siteId` is missing then.
 */
export function useSite(action: string, kind: string) {
  const route = useRoute()
  const { acting } = useActor()
  const { workAt } = usePlace()
  const { can } = useAbility()
  const named = computed(() => (typeof route.query['site'] === 'string' ? route.query['site'] : undefined))
  const siteId = computed(() => (can(action, kind) ? (named.value ?? acting.value?.siteId) : undefined))
  const { data: choices } = useChoices(() => siteId.value)
  const siteName = computed(() => choices.value?.siteName ?? '')
  watchEffect(() => {
    if (siteName.value) workAt(siteName.value)
  })
  return { siteId, siteName, choices }
}
