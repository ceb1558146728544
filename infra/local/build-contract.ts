import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openApiDocument } from './openapi.ts'

/** Where the contract is among the built files: at the path at which it is asked for. */
export const contractFile = 'api/openapi.json'

/** Writes the OpenAPI document of all contexts. Its server is `/`: wherever it was read from. */
export async function writeContract(outDir: string): Promise<void> {
  await mkdir(join(outDir, 'api'), { recursive: true })
  await writeFile(join(outDir, contractFile), JSON.stringify(await openApiDocument('/')))
}
