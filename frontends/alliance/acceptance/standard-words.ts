import { language } from '#frontends/kit/index.ts'
import { currentStandard, findStandard, type Standard, type StandardItem } from '#shared/alliance/index.ts'

/** The standard is data in both languages, so it is not in the locales. */
export const titleOf = (one: { readonly title: string; readonly titleEn: string }): string =>
  language.value === 'en' ? one.titleEn : one.title

export const textOf = ({ text, textEn }: StandardItem): string => (language.value === 'en' ? textEn : text)

/** One or two words where there are some, in English the sentence. */
export const shortOf = ({ short, textEn }: StandardItem): string => (language.value === 'en' ? textEn : short)

/** A version that this page does not know yet is shown by the newest it knows. */
export const standardFor = (version: string): Standard => findStandard(version) ?? currentStandard

export const itemShort = (standard: Standard, itemId: string): string => {
  const item = standard.items.find((one) => one.itemId === itemId)
  return item ? shortOf(item) : itemId
}
