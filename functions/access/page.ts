import { createHash } from 'node:crypto'
import en from './locales/en.json' with { type: 'json' }
import zhCN from './locales/zh-CN.json' with { type: 'json' }
import { css } from './page-style.ts'

export type Language = 'zh-CN' | 'en'
export type PageKind = 'sign-in-failed' | 'person-unknown' | 'unreachable'

const texts: Readonly<Record<Language, typeof zhCN>> = { 'zh-CN': zhCN, en }
const statuses = { 'sign-in-failed': 401, 'person-unknown': 403, unreachable: 503 } as const

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

interface PageParts {
  readonly kind: PageKind
  readonly language: Language
  readonly retry: string
  /** Shown for the person to pass on: their id at the issuer. */
  readonly personId?: string | undefined
}

/** A sign-in that did not come about, said plainly, with the way to try again. */
export function failurePage({ kind, language, retry, personId }: PageParts): Response {
  const text = texts[language]
  const title = escaped(text[`${kind}.title`])
  const number = personId ? `<p class="number">${escaped(personId)}</p>` : ''
  const body = `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title} · ${escaped(text['product.name'])}</title><style>${css}</style></head>
<body><main><h1>${title}</h1><p>${escaped(text[`${kind}.text`])}</p>${number}
<a href="${escaped(retry)}">${escaped(text.retry)}</a></main></body></html>`
  return new Response(body, { status: statuses[kind], headers })
}
