import type { Asset, Assets } from './assets.ts'
import { addressOf, type PageState } from './page-state.ts'
import { type Language, languages, type Messages, type Words } from './words.ts'

export interface Parts {
  readonly path: string
  /** `https://…`: what search engines are told must be whole addresses. Absent, they are told none. */
  readonly origin: string | undefined
  readonly title: string
  /** Of the whole site, for who finds it by a search. */
  readonly about: string
  readonly head: string
  readonly main: string
  readonly foot: string
  readonly state: PageState
  readonly texts: Messages
  /** The sheet of symbols. */
  readonly icons: string
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign)

/** A data block is not a script: the CSP lets it be. `<` would end it. */
const dataBlock = (id: string, data: unknown): string =>
  `<script type="application/json" id="${id}">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`

const icon =
  'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 -6 40 40%22 fill=%22none%22 stroke=%22%2314545f%22 stroke-width=%223.4%22%3E%3Cpath d=%22M20 4.6a11 11 0 0 1 0 18.8a11 11 0 0 1 0-18.8z%22 fill=%22%23c07a16%22 stroke=%22none%22/%3E%3Ccircle cx=%2214%22 cy=%2214%22 r=%2211%22/%3E%3Ccircle cx=%2226%22 cy=%2214%22 r=%2211%22/%3E%3C/svg%3E'

/**
 * The page's own script runs; what it imports is fetched beside it, and checked. What is drawn needs neither: on a slow
 * line the style sheet goes before them.
 */
const scriptTag = ({ href, integrity }: Asset, index: number): string =>
  index === 0
    ? `<script type="module" fetchpriority="low" src="${href}" integrity="${integrity}"></script>`
    : `<link rel="modulepreload" fetchpriority="low" href="${href}" integrity="${integrity}">`

/** The page without what was chosen on it, and the same in the other languages. */
const elsewhere = (origin: string, path: string, language: Language): string => {
  const link = (named: string, one: Language) =>
    `<link ${named} href="${escaped(origin + addressOf(path, one))}">`
  const others = languages.map((one) => link(`rel="alternate" hreflang="${one}"`, one))
  return [link('rel="canonical"', language), ...others].join('\n')
}

/** The whole document. Nothing in it names a department or an illness; the title says 门诊预约. */
export function documentOf(
  { path, origin, title, about, head, main, foot, state, texts, icons }: Parts,
  { style, scripts }: Assets,
  { language }: Words,
): string {
  return `<!doctype html>
<html lang="${language}" data-density="touch">
<head>
<meta charset="utf-8">
<title>${escaped(title)}</title>
<meta name="description" content="${escaped(about)}">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<meta name="format-detection" content="telephone=no">
<link rel="stylesheet" href="${style.href}" integrity="${style.integrity}">
${scripts[state.page].map(scriptTag).join('\n')}
<link rel="icon" href="${icon}">
${origin ? elsewhere(origin, path, language) : ''}
</head>
<body>
${icons}
${head}
<main id="page" tabindex="-1">${main}</main>
${foot}
${dataBlock('state', state)}
${dataBlock('texts', texts)}
</body>
</html>
`
}
