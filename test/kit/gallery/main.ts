import { vueLifecycles } from '#frontends/kit/index.ts'
import GalleryApp from './GalleryApp.vue'
import GalleryPage from './GalleryPage.vue'
import ListPage from './ListPage.vue'

/** An app like any other, made of the kit's parts, so that they are tried where they are used: in the shell. */
export const { bootstrap, mount, unmount } = vueLifecycles({
  context: 'gallery',
  app: GalleryApp,
  routes: [
    { path: '/parts', component: GalleryPage },
    { path: '/list/:count', component: ListPage, props: true },
  ],
  locales: { chinese: {}, english: async () => ({ default: {} }) },
})
