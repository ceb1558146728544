import {
  ALargeSmall,
  ArrowLeft,
  CalendarDays,
  CalendarPlus,
  Check,
  ChevronDown,
  ChevronLeft,
  ChevronRight,
  CircleAlert,
  CircleQuestionMark,
  CloudOff,
  EyeOff,
  LocateFixed,
  LogIn,
  Mail,
  MapPin,
  Pencil,
  Share2,
  ShoppingBag,
  SlidersHorizontal,
  Ticket,
  Timer,
  UserRound,
  UsersRound,
  X,
} from '@lucide/vue'
import { createSSRApp, h } from 'vue'
import { renderToString } from 'vue/server-renderer'
import EmptyDrawing from '#frontends/kit/pictures/EmptyDrawing.vue'
import type { IconName } from './icon-names.ts'

const drawings = {
  'a-large-small': ALargeSmall,
  'arrow-left': ArrowLeft,
  'calendar-days': CalendarDays,
  'calendar-plus': CalendarPlus,
  check: Check,
  'chevron-down': ChevronDown,
  'chevron-left': ChevronLeft,
  'chevron-right': ChevronRight,
  'circle-alert': CircleAlert,
  'circle-question-mark': CircleQuestionMark,
  'cloud-off': CloudOff,
  'eye-off': EyeOff,
  'locate-fixed': LocateFixed,
  'log-in': LogIn,
  mail: Mail,
  'map-pin': MapPin,
  pencil: Pencil,
  'share-2': Share2,
  'shopping-bag': ShoppingBag,
  'sliders-horizontal': SlidersHorizontal,
  ticket: Ticket,
  timer: Timer,
  'user-round': UserRound,
  'users-round': UsersRound,
  x: X,
} satisfies Record<IconName, unknown>

async function symbolOf([name, drawing]: [IconName, (typeof drawings)[IconName]]): Promise<string> {
  const svg = await renderToString(createSSRApp({ render: () => h(drawing) }))
  const shapes = svg.replace(/^<svg[^>]*>|<\/svg>$|<!--[\s\S]*?-->/g, '')
  return `<symbol id="i-${name}" viewBox="0 0 24 24">${shapes}</symbol>`
}

/** The kit's drawing for where there is nothing. */
async function doors(): Promise<string> {
  const svg = await renderToString(createSSRApp(EmptyDrawing))
  return `<symbol id="i-doors" viewBox="0 0 136 44">${svg.replace(/^<svg[^>]*>|<\/svg>$/g, '')}</symbol>`
}

/** Every icon of the pages, once, in the document itself: the island names them and carries no drawing. */
export async function iconSheet(): Promise<string> {
  const entries = Object.entries(drawings) as [IconName, (typeof drawings)[IconName]][]
  const symbols = await Promise.all([...entries.map(symbolOf), doors()])
  return `<svg class="p-sprite" width="0" height="0" aria-hidden="true">${symbols.join('')}</svg>`
}
