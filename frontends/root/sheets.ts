import type { Sheet } from './manifest.ts'

const linkTo = (href: string): HTMLLinkElement | undefined =>
  [...document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')].find(
    (link) => link.getAttribute('href') === href,
  )

/** An app's sheets stand before it is mounted, so that nothing is shown undressed; a sheet that fails is done without. */
export async function addSheets(sheets: readonly Sheet[]): Promise<void> {
  await Promise.all(sheets.filter(({ href }) => !linkTo(href)).map(add))
}

function add({ href, integrity }: Sheet): Promise<void> {
  const link = document.createElement('link')
  link.rel = 'stylesheet'
  if (integrity) link.integrity = integrity
  link.href = href
  return new Promise((resolve) => {
    link.addEventListener('load', () => resolve())
    link.addEventListener('error', () => resolve())
    document.head.append(link)
  })
}

export function removeSheets(sheets: readonly Sheet[]): void {
  for (const { href } of sheets) linkTo(href)?.remove()
}
