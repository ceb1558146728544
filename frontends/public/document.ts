import type { Asset, Assets } from './assets.ts'
import { addressOf, type PageState } from './page-state.ts'
import { languages, type Messages, type Words } from './words.ts'

export interface Parts {
  readonly path: string
  readonly title: string
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

/** The page's own script runs; what it imports is fetched beside it, and checked. */
const scriptTag = ({ href, integrity }: Asset, index: number): string =>
  index === 0
    ? `<script type="module" src="${href}" integrity="${integrity}"></script>`
    : `<link rel="modulepreload" href="${href}" integrity="${integrity}">`

/** The whole document. Nothing in it names a department or an illness; the title says 门诊预约. */
export function documentOf(
  { path, title, head, main, foot, state, texts, icons }: Parts,
  { style, scripts }: Assets,
  { language }: Words,
): string {
  const alternates = languages.map(
    (one) => `<link rel="alternate" hreflang="${one}" href="${escaped(addressOf(path, one))}">`,
  )
  return `<!doctype html>
<html lang="${language}" data-density="touch">
<head>
<meta charset="utf-8">
<title>${escaped(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="same-origin">
<meta name="format-detection" content="telephone=no">
<link rel="stylesheet" href="${style.href}" integrity="${style.integrity}">
${scripts[state.page].map(scriptTag).join('\n')}
<link rel="icon" href="${icon}">
${alternates.join('\n')}
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
