import type { RouteRecordRaw } from 'vue-router'

/** Search texts and names never stand in the address: it ends up in histories and logs. */
export const routes: readonly RouteRecordRaw[] = [
  { path: '/', component: () => import('./pages/PatientsPage.vue') },
  { path: '/new', component: () => import('./pages/RegisterPage.vue') },
  { path: '/mailbox', component: () => import('./pages/MailboxPage.vue') },
  { path: '/:patientId', component: () => import('./pages/RecordPage.vue'), props: true },
  { path: '/:patientId/change', component: () => import('./pages/ChangePage.vue'), props: true },
]
