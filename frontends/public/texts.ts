import english from './locales/en.json' with { type: 'json' }
import chinese from './locales/zh-CN.json' with { type: 'json' }
import type { PageName } from './page-state.ts'
import type { Language, Messages } from './words.ts'

const texts: Readonly<Record<Language, Messages>> = { 'zh-CN': chinese, en: english }

/** What each page says after it has been drawn: the scripts have no texts of their own and speak any language. */
const spoken: Readonly<Record<PageName, readonly string[]>> = {
  district: [],
  help: [],
  ledger: ['date', 'ledger', 'title'],
  place: [
    'chooser',
    'conflict',
    'date',
    'day',
    'foot',
    'kind',
    'kinds',
    'list',
    'mine',
    'move',
    'offer',
    'outage',
    'problems',
    'rules',
    'sheet',
    'title',
    'together',
    'wait',
    'without',
  ],
  mine: [
    'appeal',
    'brand',
    'cancel',
    'date',
    'kept',
    'kind',
    'list',
    'messages',
    'mine',
    'outage',
    'problems',
    'queue',
    'room',
    'rules',
    'sheet',
    'state',
    'ticket',
    'tools',
    'visit',
    'wait',
    'without',
  ],
}

export const textsIn = (language: Language): Messages => texts[language]

/** The part of the texts that travels with a page. */
export const textsOf = (page: PageName, language: Language): Messages =>
  Object.fromEntries(Object.entries(texts[language]).filter(([section]) => spoken[page].includes(section)))
