import { type LifeCycles, navigateToUrl, registerApplication, start } from 'single-spa'
import { ref } from 'vue'
import type { MountProps } from '#frontends/kit/index.ts'
import type { Manifest, WebApp } from './manifest.ts'
import { addSheets, removeSheets } from './sheets.ts'

/** The app that failed, so that the shell can say so and offer a reload: browsers do not try a failed import again. */
export const brokenApp = ref<string>()
export const openPath = ref(location.pathname)
export const changing = ref(false)

interface AppModule {
  mount(props: MountProps): Promise<void>
  unmount(): Promise<void>
}

/** A throw in a lifecycle would leave the app dead for single-spa: what fails is shown instead. */
function guarded(
  name: string,
  webApp: WebApp,
  host: HTMLElement,
  load: () => Promise<AppModule>,
): LifeCycles {
  const fail = (): void => {
    brokenApp.value = name
  }
  let app: AppModule | undefined
  return {
    bootstrap: async () => {},
    mount: async () => {
      const [loaded] = await Promise.all([load().catch(fail), addSheets(webApp.styles)])
      app = loaded ?? undefined
      await app?.mount({ name, host, onBroken: fail }).catch(fail)
    },
    unmount: async () => {
      await app?.unmount().catch(() => {})
      brokenApp.value = undefined
      host.replaceChildren()
      removeSheets(webApp.styles)
    },
  }
}

export function openApps({ apps }: Manifest, host: HTMLElement): void {
  for (const [name, webApp] of Object.entries(apps)) {
    const load = (): Promise<AppModule> => import(/* @vite-ignore */ webApp.module)
    registerApplication({
      name,
      app: async () => guarded(name, webApp, host, load),
      activeWhen: ({ pathname }) => pathname === `/app/${name}` || pathname.startsWith(`/app/${name}/`),
    })
  }
  window.addEventListener('single-spa:before-routing-event', () => {
    changing.value = true
  })
  window.addEventListener('single-spa:routing-event', () => {
    changing.value = false
    openPath.value = location.pathname
  })
  start({ urlRerouteOnly: true })
}

export const goTo = (path: string): void => navigateToUrl(path)

/** A link to another app is a plain link; it is followed here without a reload. */
export function followLinks(event: MouseEvent): void {
  if (
    event.defaultPrevented ||
    event.button !== 0 ||
    event.metaKey ||
    event.ctrlKey ||
    event.shiftKey ||
    event.altKey
  )
    return
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null
  if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return
  if (!/^\/app(?:\/|$)/.test(link.pathname)) return
  event.preventDefault()
  goTo(link.href)
}
