/** `2026-09` → `2026-10`, or the one before. */
export function monthAfter(month: string, by: 1 | -1): string {
  const [year = 0, one = 1] = month.split('-').map(Number)
  const count = year * 12 + (one - 1) + by
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`
}
