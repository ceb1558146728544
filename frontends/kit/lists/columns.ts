/** One column: words left, figures right. */
export interface Column<Row> {
  readonly key: string
  readonly title: string
  /** What the cell says where the page gives no `cell-<key>` slot. */
  readonly text?: (row: Row) => string
  readonly figures?: boolean
  /** A CSS width, `64px`. */
  readonly width?: string
  /** Only for the screen: acts, which paper has not. */
  readonly unprinted?: boolean
  /** Dropped at ≤ 900 px. */
  readonly drops?: boolean
  /** The cell that names the row for screen readers; the first column where none is. */
  readonly names?: boolean
  /** The title is only said, not shown (boxes, acts). */
  readonly silent?: boolean
}
