import { contextNames, load } from './application.ts'

interface OpenApiModule {
  openApi(contracts: readonly object[], server: string): object
}

/** The one document of all contexts that are mounted, made from their tables of operations. */
export async function openApiDocument(origin: string): Promise<object> {
  const { openApi } = await load<OpenApiModule>('functions/platform/openapi.ts')
  const doors = await Promise.all(
    contextNames().map((name) => load<Readonly<Record<string, object>>>(`shared/${name}/index.ts`)),
  )
  const contracts = doors.flatMap((door) =>
    Object.entries(door).flatMap(([name, value]) => (name.endsWith('Contract') ? [value] : [])),
  )
  return openApi(contracts, origin)
}
