/** `?lang=en` on a Chinese address leads to its English page, and the other way round. */
export function otherLanguageAddress(path: string, search: string): string | undefined {
  const params = new URLSearchParams(search)
  const asked = params.get('lang')
  const english = path === '/en' || path.startsWith('/en/')
  if (asked === null || (asked === 'en') === english) return undefined
  params.delete('lang')
  const rest = params.size > 0 ? `?${params}` : ''
  return `${asked === 'en' ? `/en${path}` : path.slice('/en'.length) || '/'}${rest}`
}
