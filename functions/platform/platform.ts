import { type Claims, openClaims } from './claims.ts'
import { type Config, readConfig } from './config.ts'
import { openGrants } from './grants.ts'
import type { Doorkeeper } from './identify.ts'
import { type Journal, openJournal } from './journal.ts'
import { type FieldCipher, type Keys, openKeys } from './keys.ts'
import { type Log, openLog } from './log.ts'
import { bearerCheck, sessionSeal } from './session.ts'
import { openTable, roleOf, type Table } from './table.ts'

/** All that a context stands on. Made once at cold start by its handler; tests make it from parts. */
export interface Platform extends Doorkeeper {
  readonly config: Config
  readonly table: Table
  readonly journal: Journal
  readonly claims: Claims
  readonly keys: Keys
  readonly fields: FieldCipher
  readonly log: Log
}

type Environment = Readonly<Record<string, string | undefined>>

/** @throws Error that names what is missing in the configuration. */
export async function openPlatform(context: string, environment: Environment): Promise<Platform> {
  const config = readConfig(environment)
  const table = openTable({
    name: config.TABLE_NAME,
    endpoint: config.DYNAMODB_ENDPOINT,
    ...(config.DYNAMODB_ENDPOINT ? {} : roleOf(environment)),
  })
  return assemble(context, config, await openKeys(config, environment), { table })
}

export interface Parts {
  readonly table: Table
  readonly now?: () => number
}

export function assemble(context: string, config: Config, keys: Keys, parts: Parts): Platform {
  const { table } = parts
  const now = parts.now ?? Date.now
  return {
    config,
    table,
    keys,
    fields: keys.fields,
    journal: openJournal(table),
    claims: openClaims(table),
    grants: openGrants(table),
    log: openLog(config.LOG_LEVEL, context),
    origin: config.PUBLIC_ORIGIN,
    seal: sessionSeal(keys.session, now),
    checkBearer: bearerCheck(config.OIDC_ISSUER, config.OIDC_AUDIENCE, now),
    now,
  }
}
