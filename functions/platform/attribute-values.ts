/** A value as DynamoDB's protocol writes it: `{ S: 'text' }`, `{ N: '1' }`, `{ L: […] }`. */
export type AttributeValue = Readonly<Record<string, unknown>>
export type StoredItem = Record<string, AttributeValue>
type Item = Readonly<Record<string, unknown>>

/**
 * The values that our items are made of, and no others: text, numbers, yes and no, nothing, lists and maps of them. The
 * SDK's own conversion knows sets, binary data and numbers beyond 2^53 as well, and takes three times as long (decision
 * 0013). Members that are undefined are left out.
 * @throws TypeError for any other value: what could not be read back is not written.
 */
export function storedItem(item: Item): StoredItem {
  const stored: StoredItem = {}
  for (const name in item) if (item[name] !== undefined) stored[name] = storedValue(item[name])
  return stored
}

function storedValue(value: unknown): AttributeValue {
  switch (typeof value) {
    case 'string':
      return { S: value }
    case 'number':
      return { N: numberText(value) }
    case 'boolean':
      return { BOOL: value }
    case 'object':
      return storedObject(value)
    default:
      throw new TypeError(`A ${typeof value} cannot be kept`)
  }
}

function storedObject(value: object | null): AttributeValue {
  if (value === null) return { NULL: true }
  if (Array.isArray(value)) return { L: value.filter((one) => one !== undefined).map(storedValue) }
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null)
    throw new TypeError(`A ${value.constructor.name} cannot be kept`)
  return { M: storedItem(value as Item) }
}

function numberText(value: number): string {
  if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER)
    throw new TypeError('A number beyond 2^53 cannot be kept')
  return String(value)
}

/** @throws TypeError for a kind of value that is never written. */
export function nativeItem(stored: Readonly<Record<string, AttributeValue>>): Record<string, unknown> {
  const item: Record<string, unknown> = {}
  for (const name in stored) item[name] = nativeValue(stored[name] ?? {})
  return item
}

function nativeValue(value: AttributeValue): unknown {
  for (const kind in value) {
    const kept = value[kind]
    switch (kind) {
      case 'S':
      case 'BOOL':
        return kept
      case 'N':
        return Number(kept)
      case 'NULL':
        return null
      case 'L':
        return (kept as AttributeValue[]).map(nativeValue)
      case 'M':
        return nativeItem(kept as StoredItem)
      default:
        throw new TypeError(`Values of the kind ${kind} are never written`)
    }
  }
  throw new TypeError('A value has no kind')
}
