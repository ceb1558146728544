import en from './locales/en.json' with { type: 'json' }
import zhCN from './locales/zh-CN.json' with { type: 'json' }

export type Text = (key: keyof typeof zhCN) => string
export type Language = 'zh-CN' | 'en'

const texts: Readonly<Record<Language, Readonly<Record<string, string>>>> = { 'zh-CN': zhCN, en }

export const textIn =
  (language: Language): Text =>
  (key) =>
    texts[language][key] ?? zhCN[key]

/** The language chosen on our pages (cookie `lang`), else the browser's first, else Chinese. */
export function languageOf(cookies: string | undefined, accepted: string | undefined): Language {
  const chosen = cookies?.match(/(?:^|;\s*)lang=(zh-CN|en)\b/)?.[1]
  if (chosen === 'en' || chosen === 'zh-CN') return chosen
  return /^\s*en\b/i.test(accepted ?? '') ? 'en' : 'zh-CN'
}
