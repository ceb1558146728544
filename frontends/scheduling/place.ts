import { computed, watchEffect } from 'vue'
import { useRouter } from 'vue-router'
import { useAbility, useActor, useAddress, usePlace } from '#frontends/kit/index.ts'
import { useChoices } from './queries.ts'

/**
 * The site that is worked for: the one in the address (the office looks at others), else the hat's own. Nothing is asked
 * for a person who may not `[action]` any `[kind]`: `siteId` is missing then.
 */
export function useSite(action: string, kind: string) {
  const { acting } = useActor()
  const { workAt } = usePlace()
  const { can, may } = useAbility()
  const router = useRouter()
  const named = useAddress('site')
  const siteId = computed(() => (can(action, kind) ? (named.value ?? acting.value?.siteId) : undefined))
  /** May look at any site and has not said at which. */
  const chooses = computed(() => siteId.value === undefined && may(action, kind, { siteId: '' }))
  const { data: choices } = useChoices(() => siteId.value)
  const siteName = computed(() => choices.value?.siteName ?? '')
  const isOwn = computed(() => siteId.value === acting.value?.siteId)
  watchEffect(() => {
    if (siteName.value && isOwn.value) workAt(siteName.value)
  })
  /** The name of a site that one only looks at: the shell names one's own. */
  const visited = computed(() => (isOwn.value ? '' : siteName.value))
  const leave = (): void => void router.push({ query: {} })
  return { siteId, siteName, choices, chooses, visited, leave }
}
