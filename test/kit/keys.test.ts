import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { activeKeys, keysOn, useKeys } from '#frontends/kit/index.ts'
import KeyFloor from '../../frontends/kit/overlays/KeyFloor.vue'
import { onKey } from '../../frontends/kit/session/keys.ts'

const book = vi.fn()
const inner = vi.fn()

const Inner = defineComponent({
  setup() {
    useKeys({ b: { label: '约好', run: inner } })
    return () => h('button', '约好')
  },
})
const Page = defineComponent({
  props: { dialog: Boolean },
  setup(props) {
    useKeys({ b: { label: '预约', run: book }, space: { label: () => '叫下一位', run: book } })
    return () => h('div', [h('input'), h('button', 'x'), props.dialog ? h(KeyFloor, () => h(Inner)) : null])
  },
})

let page: ReturnType<typeof mount>
const press = (key: string, on: Element = document.body, init: KeyboardEventInit = {}): KeyboardEvent => {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init })
  on.dispatchEvent(event)
  return event
}

beforeEach(() => {
  window.addEventListener('keydown', onKey)
  page = mount(Page, { attachTo: document.body })
})
afterEach(() => {
  page.unmount()
  window.removeEventListener('keydown', onKey)
  keysOn.value = 'on'
  vi.clearAllMocks()
})

describe('a key', () => {
  it('does what the page says, in either case, and nothing else happens', () => {
    expect(press('b').defaultPrevented).toBe(true)
    press('B')
    expect(book).toHaveBeenCalledTimes(2)
  })

  it('is text in a field', () => {
    press('b', page.get('input').element)
    expect(book).not.toHaveBeenCalled()
  })

  it('leaves the space bar to a button that has the focus', () => {
    press(' ', page.get('button').element)
    expect(book).not.toHaveBeenCalled()
    press(' ')
    expect(book).toHaveBeenCalledTimes(1)
  })

  it.each([{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { isComposing: true }])(
    'is left to the browser with %o',
    (init) => {
      press('b', document.body, init)
      expect(book).not.toHaveBeenCalled()
    },
  )

  it('rests where the person has switched keys off', () => {
    keysOn.value = 'off'
    press('b')
    expect(book).not.toHaveBeenCalled()
  })

  it('belongs to an open dialog and comes back to the page when it closes', async () => {
    await page.setProps({ dialog: true })
    press('b')
    press(' ')
    expect(inner).toHaveBeenCalledTimes(1)
    expect(book).not.toHaveBeenCalled()
    await page.setProps({ dialog: false })
    press('b')
    expect(book).toHaveBeenCalledTimes(1)
  })

  it('is listed with its words, and gone when the page is left', () => {
    expect(activeKeys.value).toEqual([
      { key: 'b', label: '预约' },
      { key: 'space', label: '叫下一位' },
    ])
    page.unmount()
    expect(activeKeys.value).toEqual([])
  })
})
