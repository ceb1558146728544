import type { Grant, Person } from '#shared/access/index.ts'

/** What is done to somebody's access, before it is done. */
export type Danger =
  | { readonly kind: 'take'; readonly person: Person; readonly grant: Grant }
  | { readonly kind: 'sign-out'; readonly person: Person }
