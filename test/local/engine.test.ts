import { expect, it } from 'vitest'
import { as, testPlatform } from '#test/support/platform.ts'

it('hands each test a table that nobody else writes to', async () => {
  const [a, b] = [await testPlatform(), await testPlatform()]
  await as(a, 'li-min', { role: 'clinic-staff', siteId: 'site-050' })
  expect(await a.grants.find('li-min')).toMatchObject({ actor: { personId: 'li-min' } })
  expect(await b.grants.find('li-min')).toBeUndefined()
})
