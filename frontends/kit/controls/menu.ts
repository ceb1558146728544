import type { IconName } from './icons.ts'

export interface MenuAct {
  readonly key: string
  readonly label: string
  readonly icon?: IconName | undefined
  readonly keyName?: string | undefined
  readonly danger?: boolean | undefined
  /** Why it cannot be chosen now. */
  readonly blocked?: string | undefined
}
