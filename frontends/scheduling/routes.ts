import type { RouteRecordRaw } from 'vue-router'

/** Each page is a chunk of its own: no page loads what it does not show. */
export const routes: readonly RouteRecordRaw[] = [
  { path: '/', redirect: '/today' },
  { path: '/today', component: () => import('./pages/TodayPage.vue') },
  { path: '/book', component: () => import('./pages/BookPage.vue') },
  { path: '/week', component: () => import('./pages/WeekPage.vue') },
  { path: '/templates', component: () => import('./pages/TemplatesPage.vue') },
  { path: '/day-list', component: () => import('./pages/DayListPage.vue') },
  { path: '/queue-screen', component: () => import('./pages/QueueScreenPage.vue') },
  { path: '/my-week', component: () => import('./pages/MyWeekPage.vue') },
  { path: '/my-day', component: () => import('./pages/MyDayPage.vue') },
]
