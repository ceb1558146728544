import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { KoaContextWithOIDC } from 'oidc-provider'
import type { DemoPerson } from '../demo-people.ts'
import { type Language, languageOf, type Text, textIn } from './language.ts'

const css = readFileSync(new URL('page.css', import.meta.url), 'utf8')
const sendForm = 'document.forms[0].submit()'
const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** `form-action 'self'` holds for redirects too: the issuer and the pages share one origin here. */
export const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'content-security-policy': `default-src 'none'; style-src ${hashOf(css)}; script-src ${hashOf(sendForm)}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
} as const

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** Two rings, the shared part ochre. */
const mark =
  '<svg viewBox="0 0 50 36" aria-hidden="true"><path d="M25 5.9a15.5 15.5 0 0 1 0 24.2a15.5 15.5 0 0 1 0-24.2z"/><circle cx="17.5" cy="18" r="15.5"/><circle cx="32.5" cy="18" r="15.5"/></svg>'

function page(language: Language, title: string, content: string): string {
  const t = textIn(language)
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(title)} · ${escaped(t('product.name'))}</title><style>${css}</style></head>
<body><main><header>${mark}<h1>${escaped(t('product.name'))}</h1><p>${escaped(t('product.place'))}</p></header>
${content}</main></body></html>`
}

const personButton = ({ personId, displayName, hint, hintEn }: DemoPerson, language: Language): string => {
  const face = [...displayName][0] ?? ''
  const about = language === 'en' ? hintEn : hint
  return `<li><button name="person" value="${escaped(personId)}"><span class="face" aria-hidden="true">${escaped(face)}</span><span><strong>${escaped(displayName)}</strong><small>${escaped(about)}</small></span></button></li>`
}

const roleOrder = [
  'patient',
  'guardian',
  'clinic-staff',
  'practitioner',
  'alliance-office',
  'panel-coordinator',
  'panel-expert',
  'referral-desk',
  'pharmacist',
  'auditor',
  'none',
] as const

/** The demo's people by role; plain buttons of one form, so that it works by keyboard and without scripts. */
export function signInPage(people: readonly DemoPerson[], language: Language, action: string): string {
  const t = textIn(language)
  const other = language === 'en' ? 'zh-CN' : 'en'
  const groups = roleOrder.flatMap((role) => {
    const members = people.filter(({ grants }) => (grants[0]?.role ?? 'none') === role)
    return members.length === 0 ? [] : [group(t, role, members, language)]
  })
  return page(
    language,
    t('sign-in.title'),
    `<p class="notice"><strong>${escaped(t('demo.mark'))}</strong> ${escaped(t('demo.notice'))}</p>
<form method="post" action="${escaped(action)}">${groups.join('')}</form>
<footer><a href="?lang=${other}" lang="${other}">${escaped(t('language.other'))}</a></footer>`,
  )
}

const group = (
  t: Text,
  role: (typeof roleOrder)[number],
  members: readonly DemoPerson[],
  language: Language,
): string =>
  `<section aria-labelledby="role-${role}"><h2 id="role-${role}">${escaped(t(`group.${role}`))}</h2><ul>${members.map((one) => personButton(one, language)).join('')}</ul></section>`

export function failurePage(language: Language): string {
  const t = textIn(language)
  return page(
    language,
    t('failure.title'),
    `<h2>${escaped(t('failure.title'))}</h2><p>${escaped(t('failure.text'))}</p>
<a class="act" href="/auth/sign-in">${escaped(t('failure.again'))}</a>`,
  )
}

const languageIn = (ctx: KoaContextWithOIDC): Language =>
  languageOf(ctx.get('cookie'), ctx.get('accept-language'))

/** The pages that the provider asks for by itself. */
export function issuerPages() {
  const show = (ctx: KoaContextWithOIDC, body: string): void => {
    ctx.set(pageHeaders)
    ctx.body = body
  }
  return {
    failure: (ctx: KoaContextWithOIDC, _error: string): void => show(ctx, failurePage(languageIn(ctx))),

    /** The person has asked for it on our own page already: the form sends itself, the button is for who has no scripts. */
    signOut: async (ctx: KoaContextWithOIDC, form: string): Promise<void> => {
      const t = textIn(languageIn(ctx))
      const yes = '<input type="hidden" name="logout" value="yes">'
      const button = `<button class="act" form="op.logoutForm">${escaped(t('sign-out.act'))}</button>`
      const filled = form.replace('</form>', `${yes}</form>`)
      show(
        ctx,
        page(
          languageIn(ctx),
          t('sign-out.title'),
          `<h2>${escaped(t('sign-out.title'))}</h2><p>${escaped(t('sign-out.text'))}</p>${filled}${button}<script>${sendForm}</script>`,
        ),
      )
    },

    signedOut: async (ctx: KoaContextWithOIDC): Promise<void> => {
      const t = textIn(languageIn(ctx))
      show(
        ctx,
        page(
          languageIn(ctx),
          t('signed-out.title'),
          `<h2>${escaped(t('signed-out.title'))}</h2><p>${escaped(t('signed-out.text'))}</p>
<a class="act" href="/">${escaped(t('failure.again'))}</a>`,
        ),
      )
    },
  }
}
export type IssuerPages = ReturnType<typeof issuerPages>
