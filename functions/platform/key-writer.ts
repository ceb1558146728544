/** One half of a key, as an entity's index defines it. */
export interface KeyPart {
  readonly field: string
  readonly composite: readonly string[]
  /** Written out, with `${name}` for values; ElectroDB's own form where there is none. */
  readonly template?: string
  readonly casing?: string
}

type Padding = { readonly length: number; readonly char: string } | undefined
type Values = Readonly<Record<string, unknown>>

/**
 * Writes keys as ElectroDB does: `prefix#name_value#name_value`, or by the template. Without `casing: 'none'` ElectroDB
 * would lower-case them.
 * @throws Error where a value that the key needs is absent.
 */
export function keyWriter(part: KeyPart, prefix: string, padding: (name: string) => Padding) {
  if (part.casing !== 'none') throw new Error(`${part.field}: casing must be 'none'`)
  const template = part.template ?? [prefix, ...part.composite.map((name) => `${name}_\${${name}}`)].join('#')
  const pieces = template.split(/\$\{(\w+)\}/)
  const [first = '', ...rest] = pieces
  const names = rest.filter((_, index) => index % 2 === 0).map((name) => [name, padding(name)] as const)
  const between = rest.filter((_, index) => index % 2 === 1)
  return {
    field: part.field,
    write(values: Values): string {
      let key = first
      for (const [index, [name, padded]] of names.entries()) {
        const value = values[name]
        if (value === undefined) throw new Error(`A key needs ${name}`)
        const text = String(value)
        key += (padded ? text.padStart(padded.length, padded.char) : text) + (between[index] ?? '')
      }
      return key
    },
  }
}
