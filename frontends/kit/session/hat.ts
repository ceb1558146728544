import type { Actor, Grant } from '#shared/access/index.ts'

const key = 'xinlian.hat'
/** The tab’s own choice counts first: two tabs may work for two sites. A new tab begins with the last choice of any. */
const storages = () => [globalThis.sessionStorage, globalThis.localStorage]

const nameOf = (grant: Grant): string =>
  [grant.role, grant.siteId, grant.organisationId, grant.practitionerId].filter(Boolean).join(' ')

/** Which of a person's roles was chosen last, by its place among them; the first, if none was or it has been taken away. */
export function hatBefore({ personId, grants }: Actor): number {
  for (const storage of storages()) {
    const index = grants.findIndex((grant) => read(storage) === `${personId} ${nameOf(grant)}`)
    if (index >= 0) return index
  }
  return 0
}

export function rememberHat({ personId }: Actor, grant: Grant): void {
  for (const storage of storages()) write(storage, `${personId} ${nameOf(grant)}`)
}

function read(storage: Storage | undefined): string | null {
  try {
    return storage?.getItem(key) ?? null
  } catch {
    return null
  }
}

function write(storage: Storage | undefined, value: string): void {
  try {
    storage?.setItem(key, value)
  } catch {
    // Without storage the choice lasts until the page is loaded anew.
  }
}
