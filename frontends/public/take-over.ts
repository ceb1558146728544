import type { Component } from 'vue'
import { pageApp } from './page-app.ts'
import type { PageState } from './page-state.ts'
import { bringToolsToLife, dataIn } from './tools.ts'
import { type Messages, wordsOf } from './words.ts'

/** Makes the page that the server drew a living one, with the data and the texts that it carries. */
export function takeOver(page: Component): void {
  const state = dataIn('state') as PageState
  if (bringToolsToLife(state.language) === 'leaving') return
  pageApp(page, wordsOf(state.language, dataIn('texts') as Messages), { state }).mount('#page')
  document.documentElement.setAttribute('data-ready', '')
}
