const longest = 1000

/**
 * Where to go after the sign-in: a path of our own origin, or `/`. Backslashes, second slashes and control characters
 * would let browsers leave the origin, and so would `/.//evil.example` once it is resolved (RFC 9700 §4.11: open redirectors).
 */
export function safeReturn(wanted: string | undefined, origin: string): string {
  if (!wanted?.startsWith('/') || wanted.length > longest || /^\/[/\\]|[\p{Cc}\\]/u.test(wanted)) return '/'
  const url = URL.parse(wanted, origin)
  if (!url || url.origin !== origin || /^\/(\/|auth\/)/.test(url.pathname)) return '/'
  return url.pathname + url.search + url.hash
}
