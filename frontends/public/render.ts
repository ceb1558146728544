import type { Component } from 'vue'
import { renderToString } from 'vue/server-renderer'
import type { PublicMonth } from '#shared/scheduling/index.ts'
import { assets } from './assets.ts'
import { joined } from './clinic-days.ts'
import PageFoot from './components/PageFoot.vue'
import PageHead from './components/PageHead.vue'
import subdistricts from './data/subdistricts.json' with { type: 'json' }
import { districtOf } from './district.ts'
import { documentOf } from './document.ts'
import { iconSheet } from './icons.ts'
import { aroundPlace, byDistance, type Subdistrict, type SubdistrictName } from './nearby.ts'
import { pageApp } from './page-app.ts'
import { addressOf, type PageState, placePath } from './page-state.ts'
import DistrictPage from './pages/DistrictPage.vue'
import HelpPage from './pages/HelpPage.vue'
import LedgerPage from './pages/LedgerPage.vue'
import MinePage from './pages/MinePage.vue'
import PlacePage from './pages/PlacePage.vue'
import { textsIn, textsOf } from './texts.ts'
import { type Language, languages, type Words, wordsOf } from './words.ts'

export interface RenderedPage {
  /** The file below the site's root: `d/110105026/index.html`. */
  readonly path: string
  readonly html: string
}

const sheet = iconSheet()
const nearbyCount = 14
const nameOf = ({ code, name, shortName, latin }: Subdistrict): SubdistrictName => ({
  code,
  name,
  shortName,
  latin,
})

/** What can be rendered: the district, each sub-district, one's own appointments, help, the ledger. */
const paths = ['/', ...subdistricts.map(({ code }) => placePath(code)), '/mine/', '/help/', '/ledger/']

/** Every address that has a page, in both languages. */
export const publicPaths: readonly string[] = languages.flatMap((language) =>
  paths.map((path) => addressOf(path, language)),
)

interface Drawn {
  readonly state: PageState
  readonly page: Component
  readonly props: Readonly<Record<string, unknown>>
}

function drawn(
  path: string,
  months: readonly PublicMonth[],
  at: number,
  language: Language,
): Drawn | undefined {
  if (path === '/help/') return { state: { language, at, page: 'help' }, page: HelpPage, props: {} }
  if (path === '/ledger/') return { state: { language, at, page: 'ledger' }, page: LedgerPage, props: {} }
  if (path === '/mine/') return living({ language, at, page: 'mine' }, MinePage)
  const data = joined(months, at)
  if (path === '/') {
    const props = { district: districtOf(data, at), subdistricts: subdistricts.map(nameOf), now: at }
    return { state: { language, at, page: 'district' }, page: DistrictPage, props }
  }
  const place = subdistricts.find(({ code }) => placePath(code) === path)
  if (!place) return undefined
  const nearby = byDistance<Subdistrict>(subdistricts, place).slice(0, nearbyCount).map(nameOf)
  const own = aroundPlace(data, place, at)
  return living(
    { language, at, page: 'place', place, nearby, total: subdistricts.length, data: own },
    PlacePage,
  )
}

/** A page that the browser takes over is drawn from the very state that travels with it. */
const living = (state: PageState, page: Component): Drawn => ({ state, page, props: { state } })

function titleOf(path: string, { t, language }: Words): string {
  if (path === '/mine/') return t('nav.mine')
  if (path === '/help/') return t('nav.help')
  if (path === '/ledger/') return t('ledger.title')
  const place = subdistricts.find(({ code }) => placePath(code) === path)
  if (!place) return t('brand.district')
  return language === 'en' ? place.latin : place.name
}

async function render(
  { path, origin }: { path: string; origin: string | undefined },
  { state, page, props }: Drawn,
  words: Words,
): Promise<string> {
  const [head, main, foot] = await Promise.all([
    renderToString(pageApp(PageHead, words, { page: state.page, path })),
    renderToString(pageApp(page, words, props)),
    renderToString(pageApp(PageFoot, words, { path })),
  ])
  const title = `${words.t('brand.title')} · ${titleOf(path, words)}`
  const texts = textsOf(state.page, words.language)
  const about = words.t('brand.about')
  const parts = { path, origin, title, about, head, main, foot, state, texts, icons: await sheet }
  return documentOf(parts, assets, words)
}

/** `/en/d/110105026` → language and Chinese path; undefined where no page has this address. */
function parsed(address: string): { path: string; language: Language } | undefined {
  const whole = address.endsWith('/') ? address : `${address}/`
  const language: Language = whole.startsWith('/en/') ? 'en' : 'zh-CN'
  const path = language === 'en' ? whole.slice('/en'.length) : whole
  return paths.includes(path) ? { path, language } : undefined
}

/**
 * One page by its address (`/`, `/d/110105026/`, `/en/mine/`), from the published months and the clock in milliseconds
 * since the epoch; undefined where no page has this address. With the site's origin it names itself to search engines.
 */
export async function renderPublicPage(
  address: string,
  months: readonly PublicMonth[],
  now: number,
  origin?: string,
): Promise<string | undefined> {
  const asked = parsed(address)
  const page = asked && drawn(asked.path, months, now, asked.language)
  return asked && page
    ? render({ path: asked.path, origin }, page, wordsOf(asked.language, textsIn(asked.language)))
    : undefined
}

/** Every page of one language. Pure: the same months, clock and language give the same letters. */
export async function renderPublicPages(
  months: readonly PublicMonth[],
  now: number,
  language: Language,
): Promise<RenderedPage[]> {
  const rendered: RenderedPage[] = []
  for (const path of paths) {
    const address = addressOf(path, language)
    const html = await renderPublicPage(address, months, now)
    if (html) rendered.push({ path: `${address.slice(1)}index.html`, html })
  }
  return rendered
}
