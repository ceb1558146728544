import type { PageName } from './page-state.ts'

export interface Asset {
  readonly href: string
  /** Subresource Integrity, `sha384-…`. */
  readonly integrity: string
}
export interface Assets {
  readonly style: Asset
  /** The page's own script first, then what it imports. */
  readonly scripts: Readonly<Record<PageName, readonly Asset[]>>
}

/** The built files; the build puts their names here. */
export const assets: Assets = {
  style: { href: '', integrity: '' },
  scripts: { district: [], help: [], ledger: [], place: [], mine: [] },
}
