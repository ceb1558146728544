import type { Locales } from '#frontends/kit/index.ts'
import chinese from './locales/zh-CN.json' with { type: 'json' }

export const appointmentTexts: Locales = { chinese, english: () => import('./locales/en.json') }
