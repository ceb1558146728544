import { type Component, defineAsyncComponent, defineComponent, h } from 'vue'

const loaders: (() => Promise<unknown>)[] = []

/**
 * An overlay's code is no part of the first view: it comes when it is first opened, or before that when the browser
 * is idle. Nothing is rendered until then. The type stays that of the component.
 */
export function lazily<Overlay extends Component>(load: () => Promise<{ default: Overlay }>): Overlay {
  loaders.push(load)
  const Inner = defineAsyncComponent(load as () => Promise<{ default: Component }>)
  const wrapper = defineComponent({
    inheritAttrs: false,
    setup(_, { attrs, slots }) {
      let opened = false
      return () => {
        opened ||= attrs['open'] === true
        return opened ? h(Inner, attrs, slots) : undefined
      }
    },
  })
  return wrapper as unknown as Overlay
}

/** So that the first opening waits for nothing, and works offline. */
export function fetchOverlays(): void {
  const fetchAll = (): void => {
    for (const load of loaders) load().catch(() => {})
  }
  if ('requestIdleCallback' in globalThis) requestIdleCallback(fetchAll, { timeout: 5_000 })
  else setTimeout(fetchAll, 2_000)
}

/** For overlays that have their own button: they register what the button will load. */
export function lazyPart<Part>(load: () => Promise<Part>): () => Promise<Part> {
  loaders.push(load)
  return load
}
