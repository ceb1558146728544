/** One promise of docs/measures.md beside what was measured of it. */
export interface Promised {
  readonly promise: string
  readonly measured: number
  readonly bound: string
  readonly holds: boolean
}

export const atMost = (promise: string, measured: number, most: number): Promised => ({
  ...{ promise, measured, bound: `≤ ${most}` },
  holds: measured <= most,
})

export const atLeast = (promise: string, measured: number, least: number): Promised => ({
  ...{ promise, measured, bound: `≥ ${least}` },
  holds: measured >= least,
})

export const exactly = (promise: string, measured: number, wanted: number): Promised => ({
  ...{ promise, measured, bound: `= ${wanted}` },
  holds: measured === wanted,
})
