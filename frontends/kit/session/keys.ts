import { computed, onScopeDispose, shallowReactive } from 'vue'
import { keysOn } from './preferences.ts'

export interface KeyAct {
  /** What the key does, in the person's language. */
  readonly label: string | (() => string)
  readonly run: (event: KeyboardEvent) => void
  /** Asked at the press; where false the key passes on. */
  readonly when?: () => boolean
}
export type KeyMap = Readonly<Record<string, KeyAct>>

/** `null` is a floor: a dialog stands on it, and keys below are out of reach while it is open. */
const layers = shallowReactive<(KeyMap | null)[]>([])

const names: Readonly<Record<string, string>> = {
  ' ': 'space',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Enter: 'enter',
  Escape: 'esc',
  Delete: 'delete',
}
export const keyName = (key: string): string => names[key] ?? key.toLowerCase()

const reachable = computed(() => layers.slice(layers.lastIndexOf(null) + 1).filter((layer) => layer !== null))

/** All keys that do something now, the innermost first; `?` lists them. */
export const activeKeys = computed(() =>
  [...new Map(reachable.value.flatMap((layer) => Object.entries(layer))).entries()].map(
    ([key, { label }]) => ({
      key,
      label: typeof label === 'function' ? label() : label,
    }),
  ),
)

function push(layer: KeyMap | null): void {
  layers.push(layer)
  onScopeDispose(() => layers.splice(layers.lastIndexOf(layer), 1))
}

/** Keys of a page or panel while it is shown. Names: letters, digits, `space left right up down enter esc / ?`. */
export const useKeys = (map: KeyMap): void => push(map)

/** Called by what is modal, so that the keys of the page below do nothing. */
export const useKeyFloor = (): void => push(null)

const fields =
  'input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable=true]'
const pressable = 'button, a[href], summary, [role=button], [role=menuitem], [role=option], [role=tab]'

function belongsToFocus(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : undefined
  if (target?.closest(fields)) return true
  return (event.key === ' ' || event.key === 'Enter') && Boolean(target?.closest(pressable))
}

export function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
  if (keysOn.value === 'off' || belongsToFocus(event)) return
  const name = keyName(event.key)
  const act = reachable.value
    .toReversed()
    .map((layer) => layer[name])
    .find((candidate) => candidate !== undefined && (candidate.when?.() ?? true))
  if (!act) return
  event.preventDefault()
  act.run(event)
}

/** Root starts it once for the whole window. */
export function startKeys(): void {
  window.addEventListener('keydown', onKey)
}
