/** A leading sign that a spreadsheet reads as a formula, behind as many apostrophes as the text begins with. */
const formula = /^'*[=+\-@\t\r]/

/** Text that spreadsheets take for text (OWASP, CSV injection): a sign that begins a formula is kept apart. */
export const guarded = (text: string): string => (formula.test(text) ? `'${text}` : text)

/** What was kept apart, as it was written. */
export const unguarded = (cell: string): string =>
  cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell
