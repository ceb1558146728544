import type { Component } from 'vue'
import { pageApp } from './page-app.ts'
import type { PageState } from './page-state.ts'
import { bringToolsToLife, dataIn } from './tools.ts'
import { type Messages, wordsOf } from './words.ts'

/** Longest wait for the first paint: a page in the background has none until it is looked at. Milliseconds. */
const mostMs = 400

/** What the server drew is on the screen. */
const drawn = (): Promise<unknown> => {
  const painted = new Promise<void>((resolve) => {
    new PerformanceObserver((_, observer) => {
      observer.disconnect()
      resolve()
    }).observe({ type: 'paint', buffered: true })
  })
  return Promise.race([painted, new Promise((resolve) => setTimeout(resolve, mostMs))])
}

/**
 * Makes the page that the server drew a living one, with the data and the texts that it carries. It is read first: on a
 * cheap phone coming to life takes longer than being painted.
 */
export async function takeOver(page: Component): Promise<void> {
  const state = dataIn('state') as PageState
  if (bringToolsToLife(state.language) === 'leaving') return
  await drawn()
  pageApp(page, wordsOf(state.language, dataIn('texts') as Messages), { state }).mount('#page')
  document.documentElement.setAttribute('data-ready', '')
}
