/** What DynamoDB answers when it does not do as asked; `name` is the service's own, as in the SDK. */
export class StoreError extends Error {
  readonly status: number
  readonly CancellationReasons: readonly { readonly Code?: string; readonly Item?: unknown }[]

  constructor(name: string, status: number, reasons: StoreError['CancellationReasons'] = []) {
    super(name)
    this.name = name
    this.status = status
    this.CancellationReasons = reasons
  }
}

/** The connection ended, or no answer came in time: whether the store did as asked is not known. */
export const lost = (): StoreError => new StoreError('lost', 0)
