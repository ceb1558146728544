import { vueLifecycles } from '#frontends/kit/index.ts'
import chinese from './locales/zh-CN.json' with { type: 'json' }
import { routes } from './routes.ts'
import SchedulingApp from './SchedulingApp.vue'

export const { bootstrap, mount, unmount } = vueLifecycles({
  context: 'scheduling',
  app: SchedulingApp,
  routes,
  locales: { chinese, english: () => import('./locales/en.json') },
})
