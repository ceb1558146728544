/** How the day list speaks of waiting. What becomes of a late patient is the desk's decision; these only colour. */
export const dayList = {
  /** Minutes of waiting from which the bar is ochre. */
  longWait: 20,
  /** Minutes of waiting that fill the bar. */
  fullWait: 30,
} as const
