/** What the web build makes of `frontends/public`: one page by its address, undefined where there is none. */
export interface Renderer {
  renderPublicPage(
    address: string,
    months: readonly unknown[],
    now: number,
    origin?: string,
  ): Promise<string | undefined>
}

export interface PublicPagesParts {
  readonly renderer: Renderer
  readonly read: (key: string) => Promise<Response>
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Of the site, as people know it. */
  readonly origin?: string | undefined
}

export interface PublicPages {
  /** The page at that address, or undefined where there is none. At most half a minute old. */
  find(pathname: string): Promise<string | undefined>
}

const freshMs = 30_000

/** The public pages, made of the published files when they are asked for; no event can be missed. */
export function openPublicPages({ renderer, read, now, origin }: PublicPagesParts): PublicPages {
  let months: readonly unknown[] = []
  let pages = new Map<string, string>()
  let readAt = Number.NEGATIVE_INFINITY

  async function refresh(at: number): Promise<void> {
    months = await publishedMonths(read, at)
    pages = new Map()
    readAt = at
  }

  return {
    async find(pathname) {
      if (now() - readAt >= freshMs) await refresh(now())
      const page = pages.get(pathname) ?? (await renderer.renderPublicPage(pathname, months, readAt, origin))
      if (page !== undefined) pages.set(pathname, page)
      return page
    },
  }
}

async function publishedMonths(read: PublicPagesParts['read'], at: number): Promise<unknown[]> {
  const months = await Promise.all(shownMonths(at).map((month) => published(read, month)))
  return months.flat()
}

const monthAt = (at: number): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit' }).format(
    at,
  )

/** This month in Beijing and the next: 31 days on from its first day is always in it. */
function shownMonths(at: number): string[] {
  const month = monthAt(at)
  return [month, monthAt(Date.parse(`${month}-01T12:00:00+08:00`) + 31 * 86_400_000)]
}

/** A month that nothing is published for yet has no file. @throws Error where the store does not answer. */
async function published(read: PublicPagesParts['read'], month: string): Promise<unknown[]> {
  const response = await read(`public-data/clinic-days-${month}.json`)
  if (response.ok) return [await response.json()]
  if (response.status === 404) return []
  throw new Error(`public-data: ${response.status}`)
}
