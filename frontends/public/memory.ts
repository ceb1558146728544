import type { Place } from './distance.ts'

/** What this device remembers. Storage may be refused (private windows): then nothing is remembered, and nothing breaks. */
const prefix = 'xinlian.'

function read(storage: () => Storage, name: string): unknown {
  try {
    const text = storage().getItem(prefix + name)
    return text === null ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

function write(storage: () => Storage, name: string, value: unknown): void {
  try {
    if (value === undefined) storage().removeItem(prefix + name)
    else storage().setItem(prefix + name, JSON.stringify(value))
  } catch {
    // A full or forbidden storage costs the memory, not the act.
  }
}

const lasting = () => localStorage
const ofThisVisit = () => sessionStorage

/** The sub-district that was looked at last, with its middle; what was remembered before middles were has none. */
export interface RememberedPlace {
  readonly code: string
  readonly name: string
  readonly middle?: Place
}
const isPlace = (value: Partial<Place> | undefined): value is Place =>
  typeof value?.lon === 'number' && typeof value.lat === 'number'

export function rememberedPlace(): RememberedPlace | undefined {
  const value = read(lasting, 'place') as Partial<RememberedPlace> | undefined
  if (!/^\d{9}$/.test(String(value?.code)) || typeof value?.name !== 'string') return undefined
  const { code, name, middle } = value
  return { code: String(code), name, ...(isPlace(middle) ? { middle } : {}) }
}
export const rememberPlace = (place: RememberedPlace): void => write(lasting, 'place', place)

export const largeText = (): boolean => read(lasting, 'large-text') === true
export const keepLargeText = (on: boolean): void => write(lasting, 'large-text', on || undefined)

/** Whether somebody was signed in here a moment ago: only decides if the page offers to sign in. */
export const seenSignedIn = (): boolean => read(ofThisVisit, 'signed-in') === true
export const keepSignedIn = (on: boolean): void => write(ofThisVisit, 'signed-in', on || undefined)
