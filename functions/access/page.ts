import { createHash } from 'node:crypto'
import en from './locales/en.json' with { type: 'json' }
import zhCN from './locales/zh-CN.json' with { type: 'json' }
import { css } from './page-style.ts'

export type Language = 'zh-CN' | 'en'
export type PageKind = 'sign-in-failed' | 'person-unknown' | 'unreachable' | 'signing-out'

const texts: Readonly<Record<Language, typeof zhCN>> = { 'zh-CN': zhCN, en }
const statuses = {
  'sign-in-failed': 401,
  'person-unknown': 403,
  unreachable: 503,
  'signing-out': 200,
} as const

/** The language chosen on our pages (cookie `lang`), else the browser's first, else Chinese. */
export function languageOf(chosen: string | undefined, accepted: string | undefined): Language {
  if (chosen === 'en' || chosen === 'zh-CN') return chosen
  return /^\s*en\b/i.test(accepted ?? '') ? 'en' : 'zh-CN'
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const styleHash = createHash('sha256').update(css).digest('base64')
const headers = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
}

export interface PlainPage {
  readonly body: string
  readonly status: 200 | 401 | 403 | 503
  readonly headers: Readonly<Record<string, string>>
}

interface PageParts {
  readonly kind: PageKind
  readonly language: Language
  /** Where the one link of the page leads. */
  readonly next: string
  /** Shown for the person to pass on: their id at the issuer. */
  readonly personId?: string | undefined
}

/** What happened, said plainly, and the one way on; signing out goes on by itself. */
export function plainPage({ kind, language, next, personId }: PageParts): PlainPage {
  const text = texts[language]
  const title = escaped(text[`${kind}.title`])
  const number = personId ? `<p class="number">${escaped(personId)}</p>` : ''
  const byItself =
    kind === 'signing-out' ? `<meta http-equiv="refresh" content="0;url=${escaped(next)}">` : ''
  const body = `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">${byItself}
<title>${title} · ${escaped(text['product.name'])}</title><style>${css}</style></head>
<body><main><h1>${title}</h1><p>${escaped(text[`${kind}.text`])}</p>${number}
<a href="${escaped(next)}">${escaped(text[kind === 'signing-out' ? 'go-on' : 'retry'])}</a></main></body></html>`
  return { body, status: statuses[kind], headers }
}
