/**
 * Keys are written out, because a day list is paid for by the kilobyte: the prefix that the context is granted, then
 * the parts with `#` between.
 */
export const keyOf = <
  const Field extends 'pk' | 'sk' | 'gsi1pk' | 'gsi1sk',
  const Parts extends readonly string[],
>(
  field: Field,
  prefix: string,
  parts: Parts,
) => ({
  field,
  composite: parts,
  template: prefix + parts.map((part) => `$\{${part}}`).join('#'),
  casing: 'none' as const,
})
