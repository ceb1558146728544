import type { Appointment, PublicSite } from '#shared/scheduling/index.ts'

/**
 * Amap's search by name (uri.amap.com/search): the alliance's positions are only roughly known, names and addresses are
 * exact. Without `src`, so that nothing tells where the person came from.
 */
export const directionsTo = ({ siteName }: Pick<Appointment, 'siteName'>, site?: PublicSite): string =>
  `https://uri.amap.com/search?${new URLSearchParams({ keyword: site?.name ?? siteName, city: '110000', view: 'map', callnative: '1' })}`

/** Shares by the phone's own sheet; where there is none, copies. False where neither is possible. */
export async function share(title: string, text: string): Promise<'shared' | 'copied' | undefined> {
  try {
    if ('share' in navigator) {
      await navigator.share({ title, text })
      return 'shared'
    }
    await copy(text)
    return 'copied'
  } catch {
    return undefined
  }
}

export const copy = (text: string): Promise<void> => navigator.clipboard.writeText(text)
