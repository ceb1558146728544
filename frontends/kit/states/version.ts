/** One field that two people changed. */
export interface Version {
  readonly label: string
  readonly mine: string
  readonly theirs: string
  /** What it was before both of them changed it; what differs from it is marked. */
  readonly before?: string
}
