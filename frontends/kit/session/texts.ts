import { watch } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Locales } from './i18n.ts'
import { language } from './preferences.ts'

/** Texts that only some pages show come with those pages: Chinese at once, English when it is chosen. */
export function useTexts({ chinese, english }: Locales): void {
  const { locale, mergeLocaleMessage } = useI18n({ useScope: 'global' })
  mergeLocaleMessage('zh-CN', chinese)
  const speak = async (wanted: string): Promise<void> => {
    if (wanted !== 'en') return
    mergeLocaleMessage('en', (await english()).default)
    // Merging alone tells nothing to what is drawn already.
    const spoken = locale.value
    locale.value = 'zh-CN'
    locale.value = spoken
  }
  watch(language, speak, { immediate: true })
}
