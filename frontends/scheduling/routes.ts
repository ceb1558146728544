import type { RouteRecordRaw } from 'vue-router'

/** Each page is a chunk of its own: no page loads what it does not show. */
export const routes: readonly RouteRecordRaw[] = [
  { path: '/', redirect: '/today' },
  { path: '/today', component: () => import('./pages/TodayPage.vue') },
  { path: '/book', component: () => import('./pages/BookPage.vue') },
  { path: '/week', component: () => import('./pages/WeekPage.vue') },
  { path: '/appointments', component: () => import('./pages/AppointmentsPage.vue') },
  { path: '/templates', component: () => import('./pages/TemplatesPage.vue') },
  { path: '/day-list', component: () => import('./pages/DayListPage.vue') },
  { path: '/queue-screen', component: () => import('./pages/QueueScreenPage.vue') },
  { path: '/waitlist', component: () => import('./pages/WaitlistPage.vue') },
  { path: '/appeals', component: () => import('./pages/AppealsPage.vue') },
  { path: '/stopped', component: () => import('./pages/StoppedPage.vue') },
  { path: '/cascade', component: () => import('./pages/CascadePage.vue') },
  { path: '/my-week', component: () => import('./pages/MyWeekPage.vue') },
  { path: '/my-day', component: () => import('./pages/MyDayPage.vue') },
  { path: '/who-can-come', component: () => import('./pages/WhoCanComePage.vue') },
  { path: '/visits', component: () => import('./pages/VisitsPage.vue') },
  { path: '/requests', component: () => import('./pages/RequestsPage.vue') },
  { path: '/requests/:visitId', component: () => import('./pages/RequestPage.vue'), props: true },
  { path: '/offers', component: () => import('./pages/OffersPage.vue') },
  { path: '/offers/new', component: () => import('./pages/OfferFormPage.vue') },
  { path: '/offers/:offerId', component: () => import('./pages/OfferFormPage.vue'), props: true },
  { path: '/rosters', component: () => import('./pages/RosterPage.vue') },
]
