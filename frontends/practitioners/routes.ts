import type { RouteRecordRaw } from 'vue-router'

export const routes: readonly RouteRecordRaw[] = [
  { path: '/', component: () => import('./pages/RegisterPage.vue') },
  { path: '/new', component: () => import('./pages/EntryFormPage.vue') },
  { path: '/ends', component: () => import('./pages/EndsPage.vue') },
  { path: '/authorisations', component: () => import('./pages/AuthorisationsPage.vue') },
  { path: '/ledger', component: () => import('./pages/LedgerPage.vue') },
  {
    path: '/:practitionerId/practices/:practiceId',
    component: () => import('./pages/FilingPage.vue'),
    props: true,
  },
  { path: '/:practitionerId', component: () => import('./pages/EntryPage.vue'), props: true },
  { path: '/:practitionerId/change', component: () => import('./pages/EntryFormPage.vue'), props: true },
]
