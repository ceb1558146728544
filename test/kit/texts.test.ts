import { mount } from '@vue/test-utils'
import { afterEach, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { useI18n } from 'vue-i18n'
import { kitI18n, language, PageHeader, useTexts } from '#frontends/kit/index.ts'

const texts = {
  chinese: { late: { word: '晚到的' } },
  english: async () => ({ default: { late: { word: 'late' } } }),
}
/** What stands in another component's slot is drawn by that component. */
const Page = defineComponent(() => {
  useTexts(texts)
  const { t } = useI18n()
  return () => h(PageHeader, { title: 'x' }, { acts: () => h('b', t('late.word')) })
})

afterEach(() => {
  language.value = 'zh-CN'
})

it('texts that come with a page are spoken in Chinese at once', () => {
  const { i18n } = kitI18n({ chinese: {}, english: async () => ({ default: {} }) })
  const page = mount(Page, { global: { plugins: [i18n] } })
  expect(page.find('b').text()).toBe('晚到的')
})

it('texts that come with a page are spoken in English wherever they stand, once they are there', async () => {
  language.value = 'en'
  const { i18n, ready } = kitI18n({ chinese: {}, english: async () => ({ default: {} }) })
  await ready
  const page = mount(Page, { global: { plugins: [i18n] } })
  await vi.waitFor(() => expect(page.find('b').text()).toBe('late'))
})
