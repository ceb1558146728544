export type Item = Record<string, unknown>

/** As much of DynamoDB's update expressions as counters need: SET and REMOVE of fields one or two deep, ADD. */
export function applied(
  before: Item,
  expression: string,
  names: Readonly<Record<string, string>>,
  values: Item,
): Item {
  const item = structuredClone(before)
  const place = (path: string): [Item, string] => {
    const parts = path
      .trim()
      .split('.')
      .map((part) => names[part] ?? part)
    const last = parts.pop() ?? ''
    return [parts.reduce((inner, part) => inner[part] as Item, item), last]
  }
  for (const [, verb, clauses = ''] of expression.matchAll(
    /(SET|REMOVE|ADD) (.*?)(?= SET | REMOVE | ADD |$)/g,
  ))
    for (const clause of clauses.split(',')) {
      const [path = '', value = ''] = clause.trim().split(verb === 'SET' ? / = / : / /)
      const [inner, name] = place(path)
      if (verb === 'SET') inner[name] = values[value]
      else if (verb === 'REMOVE') delete inner[name]
      else inner[name] = Number(inner[name] ?? 0) + Number(values[value])
    }
  return item
}
