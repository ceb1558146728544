import { createApp } from 'vue'
import { applyPreferences, fetchOverlays, kitI18n, startKeys } from '#frontends/kit/index.ts'
import chinese from './locales/zh-CN.json' with { type: 'json' }
import { announceSignedIn, openSession, watchSession } from './session.ts'
import RootShell from './shell/RootShell.vue'

applyPreferences()
startKeys()

if (location.pathname === '/app/signed-in') announceSignedIn()

const { i18n, ready } = kitI18n({ chinese, english: () => import('./locales/en.json') })
await Promise.all([ready, openSession()])
watchSession()
createApp(RootShell).use(i18n).mount('#shell')
fetchOverlays()
