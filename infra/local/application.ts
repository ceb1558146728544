import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** The project's root; everything of the application is named by its path from here. */
export const root = join(import.meta.dirname, '../..')

/**
 * Application code by its path, as a deployment knows it. What it exports is the caller's word: the paths are fixed
 * names of the house, and a wrong one fails the start.
 */
export const load = <Module>(path: string): Promise<Module> =>
  import(pathToFileURL(join(root, path)).href) as Promise<Module>

/** A context's handler file: an app for its requests, consumers for what it listens to, jobs for what falls due. */
export interface ContextModule {
  readonly app: { fetch(request: Request, bindings?: object): Response | Promise<Response> }
  readonly consumers: Readonly<Record<string, (event: never) => Promise<void>>>
  readonly jobs?: Readonly<Record<string, (thing: never, now: number) => Promise<void>>>
}

/** The contexts that are there: those with a handler. */
export const contextNames = (): string[] =>
  readdirSync(join(root, 'functions'))
    .filter((name) => existsSync(join(root, 'functions', name, 'handler.ts')))
    .sort()

/** Handlers read the environment when they are imported, as in a cold start: it must be complete before. */
export async function loadContexts(): Promise<ReadonlyMap<string, ContextModule>> {
  const names = contextNames()
  const modules = await Promise.all(names.map((name) => load<ContextModule>(`functions/${name}/handler.ts`)))
  return new Map(names.map((name, index) => [name, modules[index] as ContextModule]))
}
