import { vueLifecycles } from '#frontends/kit/index.ts'
import AccessApp from './AccessApp.vue'
import chinese from './locales/zh-CN.json' with { type: 'json' }
import { routes } from './routes.ts'

export const { bootstrap, mount, unmount } = vueLifecycles({
  context: 'access',
  app: AccessApp,
  routes,
  locales: { chinese, english: () => import('./locales/en.json') },
})
