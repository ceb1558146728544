export type OutgoingHeaders = Readonly<Record<string, string | number>>

export interface Answer {
  readonly status: number
  readonly text: string
}

/**
 * One POST to the store and its answer, over kept connections.
 * @throws StoreError `lost` where the connection ends or the time is over before the answer is there.
 */
export type Exchange = (headers: OutgoingHeaders, body: string) => Promise<Answer>
