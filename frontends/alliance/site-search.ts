import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { useSearch } from '#frontends/kit/index.ts'
import { alliance } from './api.ts'

/** The shell's search box finds sites by name, initials or sub-district and opens them. */
export function useSiteSearch(): void {
  const { t } = useI18n()
  const router = useRouter()
  useSearch({
    placeholder: () => t('search.placeholder'),
    find: async (search) => {
      if (search.trim() === '') return []
      const { sites } = await alliance.listSites({ query: { search, limit: 9 } })
      return sites.map(({ siteId, name, areaName }) => ({ key: siteId, title: name, note: areaName }))
    },
    choose: ({ key }) => void router.push(`/directory/${key}`),
  })
}
