import { registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'
import type { Contract } from '#shared/kernel/operation.ts'

/**
 * Prints the OpenAPI document of all contracts, and how many schemas were made to import them. With the path of a
 * module as its argument, that module is their zod.
 */
const [zod] = process.argv.slice(2)
if (zod)
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'zod' ? { url: pathToFileURL(zod).href, shortCircuit: true } : next(specifier, context),
  })

let made = 0
Object.assign(globalThis, { __zod_globalConfig: { postProcessor: () => (made += 1) } })

const contexts = ['access', 'alliance', 'patients', 'practitioners', 'scheduling']
const contracts: Contract[] = []
for (const context of contexts) {
  const module = (await import(`#shared/${context}/index.ts`)) as Readonly<Record<string, Contract>>
  contracts.push(module[`${context}Contract`] as Contract)
}
const atImport = made
const { openApi } = await import('#functions/platform/openapi.ts')
process.stdout.write(
  JSON.stringify({ atImport, document: openApi(contracts, 'https://xinlian.example.org') }),
)
