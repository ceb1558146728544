import { type FunctionalComponent, h } from 'vue'

/** Stands around a trigger until what it opens has been loaded; the trigger itself is the button. */
export const LazyTrigger: FunctionalComponent<Record<never, never>, { press: (event: Event) => void }> = (
  _,
  { emit, slots },
) => h('span', { class: 'k-trigger', onClick: (event: Event) => emit('press', event) }, slots['default']?.())
LazyTrigger.emits = ['press']
