import { dateAt } from '#shared/kernel/calendar.ts'
import type { PracticeLedger } from '#shared/practitioners/index.ts'
import { drawn, matching } from './ledger-list.ts'
import type { PageState } from './page-state.ts'
import { bringToolsToLife, dataIn } from './tools.ts'
import { type Messages, type Words, wordsOf } from './words.ts'

const file = '/public-data/practice-ledger.json'

const isLedger = (value: unknown): value is PracticeLedger =>
  typeof value === 'object' &&
  value !== null &&
  Array.isArray((value as Partial<PracticeLedger>).lines) &&
  typeof (value as Partial<PracticeLedger>).asOf === 'string'

/** Nothing published yet is no failure: the ledger is empty then. */
async function fetchLedger(): Promise<PracticeLedger | undefined> {
  const response = await fetch(file, { cache: 'no-cache' }).catch(() => undefined)
  if (response?.status === 404) return { asOf: '', lines: [] }
  const body: unknown = response?.ok ? await response.json().catch(() => undefined) : undefined
  return isLedger(body) ? body : undefined
}

const part = (name: string): HTMLElement | null => document.querySelector(`[data-ledger="${name}"]`)

function show({ lines, asOf }: PracticeLedger, text: string, words: Words): void {
  const { t, day } = words
  const found = matching(lines, text)
  const list = part('list')
  list?.replaceChildren(...found.map((line) => drawn(line, dateAt(Date.now()), words)))
  const none = t(lines.length === 0 ? 'ledger.empty' : 'ledger.none')
  const counted = `${t('ledger.count', { n: found.length })} · ${t('ledger.asOf', { day: day(asOf) })}`
  part('said')?.replaceChildren(found.length === 0 ? none : counted)
}

async function begin(): Promise<void> {
  const { language } = dataIn('state') as Pick<PageState, 'language'>
  if (bringToolsToLife(language) === 'leaving') return
  const words = wordsOf(language, dataIn('texts') as Messages)
  const ledger = await fetchLedger()
  if (!ledger) {
    part('said')?.replaceChildren(words.t('ledger.failed'))
    return
  }
  const field = part('find')
  const sought = () => (field instanceof HTMLInputElement ? field.value : '')
  show(ledger, sought(), words)
  field?.addEventListener('input', () => show(ledger, sought(), words))
}
void begin()
