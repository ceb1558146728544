import { computed, watchEffect } from 'vue'
import { useRoute } from 'vue-router'
import { useActor, usePlace } from '#frontends/kit/index.ts'
import { useChoices } from './queries.ts'

/** The site that is worked for: the one in the address (the office looks at others), else the hat's own. */
export function useSite() {
  const route = useRoute()
  const { acting } = useActor()
  const { workAt } = usePlace()
  const siteId = computed(() =>
    typeof route.query['site'] === 'string' ? route.query['site'] : acting.value?.siteId,
  )
  const { data: choices } = useChoices(() => siteId.value)
  const siteName = computed(() => choices.value?.siteName ?? '')
  watchEffect(() => {
    if (siteName.value) workAt(siteName.value)
  })
  return { siteId, siteName, choices }
}
