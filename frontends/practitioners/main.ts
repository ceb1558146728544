import { vueLifecycles } from '#frontends/kit/index.ts'
import PractitionersApp from './PractitionersApp.vue'
import chinese from './locales/zh-CN.json' with { type: 'json' }
import { routes } from './routes.ts'

export const { bootstrap, mount, unmount } = vueLifecycles({
  context: 'practitioners',
  app: PractitionersApp,
  routes,
  locales: { chinese, english: () => import('./locales/en.json') },
})
