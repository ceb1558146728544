import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { readContext, readSettings } from './settings.ts'

interface TableModule {
  openTable(options: object): object
  roleOf(environment: Readonly<Record<string, string | undefined>>): object
}
interface SeedingModule {
  seedPeople(table: object, people: readonly object[]): Promise<number>
}

/** Application code by its path, as everywhere in this folder. */
const load = <Module>(path: string): Promise<Module> =>
  import(pathToFileURL(join(import.meta.dirname, '../..', path)).href) as Promise<Module>

/**
 * Gives the first person of a new deployment the role of the alliance office, from which all others come. Runs with an
 * operator's own credentials; once the person is there it changes nothing.
 */
const [personId, displayName, partition = 'aws'] = process.argv.slice(2)
if (!personId || !displayName)
  throw new Error('node infra/aws/first-office.ts <subject at the issuer> <name> [aws-cn]')
const { region } = readSettings(readContext()['deployments'], partition)
const { openTable, roleOf } = await load<TableModule>('functions/platform/table.ts')
const { seedPeople } = await load<SeedingModule>('functions/access/seeding.ts')
const table = openTable({ name: 'xinlian', ...roleOf({ ...process.env, AWS_REGION: region }) })
const person = { personId, displayName, demo: false, grants: [{ role: 'alliance-office' }] }
console.log(`${await seedPeople(table, [person])} written`)
