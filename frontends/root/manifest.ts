import * as z from 'zod'

const navigationEntry = z.object({
  path: z.string(),
  /** Pages elsewhere that one comes to from this one: while they are open, its entry is marked. */
  also: z.array(z.string()).optional(),
  icon: z.string(),
  label: z.record(z.string(), z.string()),
  roles: z.array(z.string()),
  order: z.number(),
  may: z.tuple([z.string(), z.string()]).optional(),
})
export type NavigationEntry = z.infer<typeof navigationEntry>

const sheet = z.object({ href: z.string(), integrity: z.string().optional() })
export type Sheet = z.infer<typeof sheet>

const webApp = z.object({ module: z.string(), styles: z.array(sheet) })
export type WebApp = z.infer<typeof webApp>

/** What the build says there is: root knows the apps' paths and names, and nothing of what is in them. */
export const manifest = z.object({
  apps: z.record(z.string(), webApp),
  navigation: z.array(navigationEntry),
})
export type Manifest = z.infer<typeof manifest>

export async function readManifest(): Promise<Manifest> {
  const response = await fetch('/manifest.json')
  return manifest.parse(await response.json())
}

interface Wearer {
  readonly role: string | undefined
  can(action: string, kind: string): boolean
}

/** The entries that belong to the hat which is worn now. */
export const navigationFor = (
  entries: readonly NavigationEntry[],
  { role, can }: Wearer,
): NavigationEntry[] =>
  entries.filter(({ roles, may }) => role !== undefined && roles.includes(role) && (!may || can(...may)))

/** The entry whose page is open: the longest path that the address begins with. */
export const entryAt = (entries: readonly NavigationEntry[], path: string): NavigationEntry | undefined =>
  entries
    .flatMap((entry) => [entry.path, ...(entry.also ?? [])].map((own) => ({ entry, own })))
    .filter(({ own }) => path === own || path.startsWith(`${own}/`))
    .toSorted((a, b) => b.own.length - a.own.length)[0]?.entry

const mostTabs = 5

/** A phone's bar: at most five tabs, the last of them `更多` where there are more. */
export function tabsOf<Entry>(entries: readonly Entry[]): { readonly tabs: Entry[]; readonly more: Entry[] } {
  if (entries.length <= mostTabs) return { tabs: [...entries], more: [] }
  return { tabs: entries.slice(0, mostTabs - 1), more: entries.slice(mostTabs - 1) }
}
