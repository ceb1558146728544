import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { abilityFor, type Grant, roles } from '#shared/access/index.ts'
import { type NavigationEntry, navigationFor } from '../../frontends/root/manifest.ts'

const entries: NavigationEntry[] = globSync('frontends/*/navigation.json')
  .sort()
  .flatMap((file) => JSON.parse(readFileSync(file, 'utf8')))
  .toSorted((a: NavigationEntry, b: NavigationEntry) => a.order - b.order)
const bound = { siteId: 's', organisationId: 'o', practitionerId: 'p', patientId: 'q' }
const pathsOf = (role: Grant['role']): string[] => {
  const ability = abilityFor({ personId: 'x', displayName: 'x', grants: [{ role, ...bound }] })
  return navigationFor(entries, { role, can: (...may) => ability.can(...may) }).map(({ path }) => path)
}

it.each(roles)('%s has pages to go to, each of them once', (role) => {
  const paths = pathsOf(role)
  expect(paths).not.toEqual([])
  expect(new Set(paths).size).toBe(paths.length)
})

it('a referral desk finds its doctors’ offers first, then their rosters', () => {
  expect(pathsOf('referral-desk')).toEqual([
    '/app/scheduling/offers',
    '/app/scheduling/rosters',
    '/app/scheduling/week',
    '/app/alliance/directory',
  ])
})
