import { openEngine } from './engine.ts'

/** One engine in memory for the whole run; workers inherit where it is. */
export default async function setup(): Promise<() => Promise<void>> {
  const engine = await openEngine()
  process.env['DYNAMODB_ENDPOINT'] = engine.endpoint
  return () => engine.close()
}
