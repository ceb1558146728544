import type { LedgerLine } from '#shared/practitioners/index.ts'
import type { Words } from './words.ts'

function element(name: string, text: string, className = ''): HTMLElement {
  const made = document.createElement(name)
  made.textContent = text
  if (className) made.className = className
  return made
}

/** One filing: who, where, until when, and whether it holds; the state in words. */
export function drawn(line: LedgerLine, { t, short, title }: Words): HTMLElement {
  const item = document.createElement('li')
  const name = element('strong', `${line.name} `)
  name.append(element('small', title(line.title)))
  const tone = { 'in-force': 'ok', suspended: 'warm', 'to-come': 'info', expired: 'quiet', ended: 'quiet' }
  const state = element('span', t(`ledger.state.${line.state}`), `p-badge p-badge-${tone[line.state]}`)
  const dated = (date: string) => t('ledger.date', { year: date.slice(0, 4), date: short(date) })
  const span = t('ledger.span', { from: dated(line.from), to: dated(line.to) })
  const demo = line.demo ? ` · ${t('ledger.demo')}` : ''
  item.append(name, state, element('span', line.siteName), element('small', span + demo))
  return item
}

const sought = (text: string): string => text.normalize('NFKC').toLocaleLowerCase().replace(/\s+/g, '')

export const matching = (lines: readonly LedgerLine[], text: string): readonly LedgerLine[] => {
  const asked = sought(text)
  return lines.filter(({ name, siteName }) => sought(name + siteName).includes(asked))
}
