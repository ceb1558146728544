import { lazyPart } from './lazily.ts'

export const loadMenuList = lazyPart(() => import('../controls/ActionMenuList.vue'))
export const loadPopoverFrame = lazyPart(() => import('./PopoverFrame.vue'))
