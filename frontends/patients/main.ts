import { vueLifecycles } from '#frontends/kit/index.ts'
import chinese from './locales/zh-CN.json' with { type: 'json' }
import PatientsApp from './PatientsApp.vue'
import { routes } from './routes.ts'

export const { bootstrap, mount, unmount } = vueLifecycles({
  context: 'patients',
  app: PatientsApp,
  routes,
  locales: { chinese, english: () => import('./locales/en.json') },
})
