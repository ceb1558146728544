import { PiniaColada } from '@pinia/colada'
import { createPinia } from 'pinia'
import { type App, type Component, createApp } from 'vue'
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { kitI18n, type Locales } from './i18n.ts'

export interface AppParts {
  /** The context's name: the app lives below `/app/<context>`. */
  readonly context: string
  readonly app: Component
  /** Paths below `/app/<context>`, the first of them `/`. */
  readonly routes: readonly RouteRecordRaw[]
  readonly locales: Locales
  readonly install?: (app: App) => void
}

export interface MountProps {
  readonly name: string
  /** The element that root gives this app to fill. */
  readonly host: HTMLElement
  /** A page chunk could not be loaded after mounting: root shows what failed and a reload. */
  readonly onBroken?: (error: unknown) => void
}

/** A micro-frontend is a Vue app that the root mounts when its path is open and takes down when it is left. */
export function vueLifecycles({ context, app, routes, locales, install }: AppParts) {
  let takeDown = (): void => {}
  return {
    bootstrap: async (): Promise<void> => {},

    async mount({ host, onBroken }: MountProps): Promise<void> {
      const history = createWebHistory(`/app/${context}`)
      const router = createRouter({ history, routes: [...routes] })
      const { i18n, ready, stop } = kitI18n(locales)
      await ready
      router.onError((error) => onBroken?.(error))
      // Stores per mount: in a pinia shared by apps, equal store ids would collide silently.
      const mounted = createApp(app).use(createPinia()).use(PiniaColada, colada).use(router).use(i18n)
      install?.(mounted)
      mounted.mount(host)
      takeDown = () => {
        // Or the dead router would go on rewriting the address.
        history.destroy()
        stop()
        mounted.unmount()
      }
    },

    async unmount(): Promise<void> {
      takeDown()
      takeDown = () => {}
    },
  }
}

/** Shown data may be a few seconds old; coming back to the window asks again. */
const colada = { queryOptions: { staleTime: 5_000, gcTime: 300_000 } }
