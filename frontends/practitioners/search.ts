import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { useSearch } from '#frontends/kit/index.ts'
import { practitioners } from './api.ts'

/** The shell's search box finds practitioners by name or initials and opens them. */
export function usePractitionerSearch(): void {
  const { t } = useI18n()
  const router = useRouter()
  useSearch({
    placeholder: () => t('register.find'),
    find: async (search) => {
      if (search.trim() === '') return []
      const found = await practitioners.listPractitioners({ query: { search, limit: 9 } })
      return found.practitioners.map(({ practitionerId, name, title, mainOrganisationName }) => ({
        key: practitionerId,
        title: name,
        note: t(`title.${title}`),
        detail: mainOrganisationName,
      }))
    },
    choose: ({ key }) => void router.push(`/${key}`),
  })
}
