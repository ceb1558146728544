import type { DemoStep } from './demo.ts'
import { agreements } from './demo-agreements.ts'
import { readData } from './demo-data.ts'
import { bringDepartments } from './demo-departments.ts'
import { registerExperts } from './demo-experts.ts'

const office = 'fang-minzhi'

/** What the alliance office enters: its lists, its departments' acceptance, its agreements and its experts. */
export const allianceDemo: DemoStep = async (call, { size, onProgress }) => {
  const lists = [
    ['/api/alliance/subdistrict-imports', 'subdistricts'],
    ['/api/alliance/site-imports', 'sites'],
  ] as const
  for (const [path, name] of lists) {
    await call(office, 'POST', path, { csv: await readData(name) }, `demo-import-${name}`)
  }
  const ask = (method: string, path: string, body?: unknown, key?: string) =>
    call(office, method, path, body, key)
  const parts = [bringDepartments(call), agreements, registerExperts]
  for (const [index, part] of parts.entries()) {
    await part(ask, size, (done, of) =>
      onProgress(index * 100 + Math.round((100 * done) / of), parts.length * 100),
    )
  }
}
