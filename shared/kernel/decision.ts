/** What a rule answers: the value it allows, or the named reason why not, with facts the page may show. */
export type Decision<Value, Reason extends string = string> =
  | { readonly ok: true; readonly value: Value }
  | Refusal<Reason>

export interface Refusal<Reason extends string = string> {
  readonly ok: false
  readonly reason: Reason
  /** Extension members of the problem (RFC 9457 §3.2). Never patient data. */
  readonly facts?: Readonly<Record<string, unknown>>
}

export const accept = <Value>(value: Value): { readonly ok: true; readonly value: Value } => ({
  ok: true,
  value,
})

export const refuse = <Reason extends string>(
  reason: Reason,
  facts?: Readonly<Record<string, unknown>>,
): Refusal<Reason> => (facts ? { ok: false, reason, facts } : { ok: false, reason })
