import { type App, type Component, createSSRApp } from 'vue'
import { type Words, wordsKey } from './words.ts'

/** One page as an app: the server draws it, the island takes it over. */
export const pageApp = (page: Component, words: Words, props: Readonly<Record<string, unknown>>): App =>
  createSSRApp(page, props).provide(wordsKey, words)
