import { vueLifecycles } from '#frontends/kit/index.ts'
import AllianceApp from './AllianceApp.vue'
import chinese from './locales/zh-CN.json' with { type: 'json' }
import { routes } from './routes.ts'

export const { bootstrap, mount, unmount } = vueLifecycles({
  context: 'alliance',
  app: AllianceApp,
  routes,
  locales: { chinese, english: () => import('./locales/en.json') },
})
