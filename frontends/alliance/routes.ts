import type { RouteRecordRaw } from 'vue-router'

/** Each page is a chunk of its own: no page loads what it does not show. */
export const routes: readonly RouteRecordRaw[] = [
  { path: '/', redirect: '/acceptance' },
  { path: '/acceptance', component: () => import('./pages/AcceptancePage.vue') },
  {
    path: '/departments/:departmentId',
    component: () => import('./pages/DepartmentPage.vue'),
    props: true,
  },
  { path: '/my-department', component: () => import('./pages/MyDepartmentPage.vue') },
  { path: '/coverage', component: () => import('./pages/CoveragePage.vue') },
  { path: '/directory', component: () => import('./pages/DirectoryPage.vue') },
  { path: '/directory/import', component: () => import('./pages/ImportPage.vue') },
  { path: '/directory/new', component: () => import('./pages/SiteFormPage.vue') },
  { path: '/directory/:siteId', component: () => import('./pages/SitePage.vue'), props: true },
  { path: '/directory/:siteId/change', component: () => import('./pages/SiteFormPage.vue'), props: true },
  { path: '/agreements', component: () => import('./pages/AgreementsPage.vue') },
]
