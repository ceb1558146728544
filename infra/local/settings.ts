import { resolve } from 'node:path'
import { StartFailure } from './messages.ts'

export type DemoSize = 'full' | 'small' | 'none'

/** All that `npm start` can be told. */
export interface Settings {
  readonly port: number
  readonly dataDir: string
  /** Another DynamoDB endpoint instead of the embedded engine. */
  readonly endpoint: string | undefined
  readonly demo: DemoSize
  /** Pages by Vite with hot reload instead of the built ones. */
  readonly development: boolean
  /** Serve the pages as they were built last, however old; build only where there are none. */
  readonly asBuilt: boolean
  readonly liveKit: string | undefined
}

type Environment = Readonly<Record<string, string | undefined>>

const flags = new Set(['--empty', '--dev', '--demo=small', '--demo=full', '--as-built'])

/** @throws StartFailure for a port or an argument that is none. */
export function readSettings(environment: Environment, given: readonly string[]): Settings {
  const stranger = given.find((argument) => !flags.has(argument))
  if (stranger !== undefined) throw new StartFailure('unknown-argument', { argument: stranger })
  return {
    port: portOf(environment['PORT']),
    dataDir: resolve(environment['DATA_DIR'] || '.data'),
    endpoint: environment['DYNAMODB_ENDPOINT'] || undefined,
    demo: demoOf(given),
    development: given.includes('--dev'),
    asBuilt: given.includes('--as-built'),
    liveKit: environment['LIVEKIT_URL'] || undefined,
  }
}

function demoOf(given: readonly string[]): DemoSize {
  if (given.includes('--empty')) return 'none'
  return given.includes('--demo=small') ? 'small' : 'full'
}

function portOf(text: string | undefined): number {
  if (!text) return 4000
  const port = Number(text)
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new StartFailure('port-invalid', { port: text })
  return port
}

export const originOf = (port: number): string => `http://127.0.0.1:${port}`
