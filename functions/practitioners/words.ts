import english from './locales/en.json' with { type: 'json' }
import chinese from './locales/zh-CN.json' with { type: 'json' }

export type Language = 'zh-CN' | 'en'
export type Words = typeof chinese

/** The texts of papers that leave the system; pages have their own. */
export const wordsIn = (language: Language): Words => (language === 'en' ? english : chinese)

/** Fills `{name}` marks. */
export const filled = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replaceAll(/\{(\w+)\}/g, (mark, name: string) => String(values[name] ?? mark))
