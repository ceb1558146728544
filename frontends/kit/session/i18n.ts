import { effectScope, watch } from 'vue'
import { createI18n } from 'vue-i18n'
import kitChinese from '../locales/zh-CN.json' with { type: 'json' }
import { language } from './preferences.ts'

export interface Messages {
  [key: string]: string | Messages
}

/** An app's texts: Chinese at once, English when it is chosen. */
export interface Locales {
  readonly chinese: Messages
  readonly english: () => Promise<{ default: Messages }>
}

const kitEnglish = (): Promise<{ default: Messages }> => import('../locales/en.json')

/** The app's and the kit's texts in the person's language; Chinese where English is missing. */
export function kitI18n(locales: Locales) {
  const i18n = createI18n({
    legacy: false,
    locale: 'zh-CN',
    fallbackLocale: 'zh-CN',
    messages: { 'zh-CN': {} as Messages },
    missingWarn: false,
    fallbackWarn: false,
  })
  i18n.global.mergeLocaleMessage('zh-CN', kitChinese)
  i18n.global.mergeLocaleMessage('zh-CN', locales.chinese)

  let english: Promise<void> | undefined
  async function loadEnglish(): Promise<void> {
    const parts = await Promise.all([kitEnglish(), locales.english()])
    for (const part of parts) i18n.global.mergeLocaleMessage('en', part.default)
  }

  async function speak(wanted: string): Promise<void> {
    if (wanted === 'en') {
      english ??= loadEnglish()
      await english
    }
    if (language.value === wanted) i18n.global.locale.value = wanted as 'zh-CN'
  }

  const scope = effectScope(true)
  const ready = speak(language.value)
  scope.run(() => watch(language, speak))
  return { i18n, ready, stop: () => scope.stop() }
}
