import type { ClinicDays } from './clinic-days.ts'
import type { Subdistrict, SubdistrictName } from './nearby.ts'
import type { Language } from './words.ts'

interface Common {
  readonly language: Language
  /** When the page was made, in milliseconds since the epoch: what is drawn first is drawn with this clock. */
  readonly at: number
}
export interface PlaceState extends Common {
  readonly page: 'place'
  readonly place: Subdistrict
  readonly nearby: readonly SubdistrictName[]
  /** How many sub-districts there are. */
  readonly total: number
  readonly data: ClinicDays
}
export interface MineState extends Common {
  readonly page: 'mine'
}
/** Pages that are only read. */
export interface QuietState extends Common {
  readonly page: 'district' | 'help' | 'ledger'
}

/** What travels in the page, so that the island draws exactly what the server drew. */
export type PageState = PlaceState | MineState | QuietState
export type PageName = PageState['page']

/** The address of a page in a language: Chinese at the root, English below `/en`. */
export const addressOf = (path: string, language: Language): string =>
  language === 'en' ? `/en${path}` : path
export const placePath = (code: string): string => `/d/${code}/`
