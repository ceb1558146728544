import { mount } from '@vue/test-utils'
import type { Component } from 'vue'
import { kitI18n, type Messages } from '#frontends/kit/index.ts'

/** Mounts a part of the kit with its texts, in Chinese unless the test has chosen otherwise. */
export function mounted(part: Component, options: Record<string, unknown> = {}, texts: Messages = {}) {
  const { i18n } = kitI18n({ chinese: texts, english: async () => ({ default: texts }) })
  return mount(part, { attachTo: document.body, ...options, global: { plugins: [i18n] } })
}
