import type { RouteRecordRaw } from 'vue-router'

export const routes: readonly RouteRecordRaw[] = [
  { path: '/', redirect: '/journal' },
  { path: '/journal', component: () => import('./pages/JournalPage.vue') },
  { path: '/people', component: () => import('./pages/PeoplePage.vue') },
]
