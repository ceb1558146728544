/** One method of a schema as zod's files write it: indented by four, its name, and a body that ends where it began. */
const method =
  /^ {4}(?:async )?(?:(?:get|set) )?(?:(\w+)|"(~?\w+)")(?:\([^)]*\)|: (?:async )?function \w+\([^)]*\)) \{\n[\s\S]*?^ {4}\},\n/gm

/** `_lazyMethod(proto, "flatten", …)` of an error. */
const errorMethod = / {4}_lazyMethod\(proto, "(\w+)"[\s\S]*?\);\n(?= {4}(?:_lazyMethod|Object))/g

/** What the other methods call on their own schema. */
const calledInside = ['check', 'clone']

/** What pages call on dates, promises, formats and contracts, and no contract on a schema. */
const neverOnSchemas = [
  'apply',
  'catch',
  'date',
  'decode',
  'encode',
  'flatten',
  'format',
  'time',
  'url',
  'with',
]

/**
 * zod's schemas with only the methods that somebody calls: each method brings all that it can make, a JSON web token as
 * much as a date. What pages parse came as JSON and cannot hold itself, so nobody has to remember what was seen.
 */
export function withoutMethods(source: string, called: ReadonlySet<string>): string {
  const kept = (name: string): boolean =>
    calledInside.includes(name) || (called.has(name) && !neverOnSchemas.includes(name))
  return source
    .replaceAll(method, (whole, plain?: string, quoted?: string) =>
      kept(plain ?? quoted ?? '') ? whole : '',
    )
    .replaceAll(errorMethod, (whole, name: string) => (kept(name) ? whole : ''))
    .replaceAll(/^ {4}_ensureDefaultMemoizer\(\);\n/gm, '')
    .replaceAll('core.$ZodObjectJIT', 'core.$ZodObject')
}
