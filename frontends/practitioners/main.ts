import { vueLifecycles } from '#frontends/kit/index.ts'
import chinese from './locales/zh-CN.json' with { type: 'json' }
import PractitionersApp from './PractitionersApp.vue'
import { routes } from './routes.ts'

export const { bootstrap, mount, unmount } = vueLifecycles({
  context: 'practitioners',
  app: PractitionersApp,
  routes,
  locales: { chinese, english: () => import('./locales/en.json') },
})
