import type { IsoDate } from '#shared/kernel/calendar.ts'
import { ledgerStateOn, type PublishedLine } from '#shared/practitioners/index.ts'
import type { Words } from './words.ts'

function element(name: string, text: string, className = ''): HTMLElement {
  const made = document.createElement(name)
  made.textContent = text
  if (className) made.className = className
  return made
}

/** One filing: who, where, until when, and whether it holds on that day; the state in words. */
export function drawn(line: PublishedLine, today: IsoDate, { t, short, title }: Words): HTMLElement {
  const item = document.createElement('li')
  const name = element('strong', `${line.name} `)
  name.append(element('small', title(line.title)))
  const tone = { 'in-force': 'ok', suspended: 'warm', 'to-come': 'info', expired: 'quiet', ended: 'quiet' }
  const standing = ledgerStateOn(line, today)
  const state = element('span', t(`ledger.state.${standing}`), `p-badge p-badge-${tone[standing]}`)
  const dated = (date: string) => t('ledger.date', { year: date.slice(0, 4), date: short(date) })
  const span = t('ledger.span', { from: dated(line.from), to: dated(line.to) })
  const demo = line.demo ? ` · ${t('ledger.demo')}` : ''
  item.append(name, state, element('span', line.siteName), element('small', span + demo))
  return item
}

const sought = (text: string): string => text.normalize('NFKC').toLocaleLowerCase().replace(/\s+/g, '')

export const matching = <Line extends Pick<PublishedLine, 'name' | 'siteName'>>(
  lines: readonly Line[],
  text: string,
): readonly Line[] => {
  const asked = sought(text)
  return lines.filter(({ name, siteName }) => sought(name + siteName).includes(asked))
}
