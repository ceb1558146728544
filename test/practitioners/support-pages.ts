import { settle } from '#test/scheduling/pages.ts'

/** Chooses what stands in a label: a segment, a box to tick. */
export async function pick(words: string | RegExp): Promise<void> {
  const fits = (text: string) => (typeof words === 'string' ? text.includes(words) : words.test(text))
  const found = [...document.querySelectorAll('label')].findLast(({ textContent }) => fits(textContent ?? ''))
  const field = found?.querySelector('input')
  if (!field) throw new Error(`nothing to choose says ${words}`)
  field.click()
  await settle()
}
