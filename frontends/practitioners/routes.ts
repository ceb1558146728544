import type { RouteRecordRaw } from 'vue-router'

export const routes: readonly RouteRecordRaw[] = [
  { path: '/', component: () => import('./pages/RegisterPage.vue') },
  { path: '/new', component: () => import('./pages/EntryFormPage.vue') },
  { path: '/:practitionerId', component: () => import('./pages/EntryPage.vue'), props: true },
  { path: '/:practitionerId/change', component: () => import('./pages/EntryFormPage.vue'), props: true },
]
