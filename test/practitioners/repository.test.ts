import { expect, it } from 'vitest'
import { newEntry } from '#functions/platform/journal.ts'
import type { Practitioner } from '#shared/practitioners/index.ts'
import { openRegister } from './support.ts'

const entry = (aggregateId: string) =>
  newEntry(
    { context: 'practitioners', personId: 'office', at: Date.now(), requestId: 'r' },
    { act: 'tried', aggregateId },
  )
const chen: Practitioner = {
  practitionerId: 'p1',
  name: '陈思远',
  initials: 'csy',
  licenceNumber: '110000000000001',
  title: 'chief',
  specialties: ['general'],
  languages: [],
  mainOrganisationId: 'site-056',
  mainOrganisationName: '北京安定医院',
  practices: [],
  version: 1,
}

it('saves an entry for one of two that saw the same version', async () => {
  const { repository } = await openRegister()
  await repository.addPractitioner(chen, entry('p1'))
  const [one, other] = [
    { ...chen, name: '甲', version: 2 },
    { ...chen, name: '乙', version: 2 },
  ]
  expect(await repository.savePractitioner({ before: chen, became: one, edition: 0 }, entry('p1'))).toBe(
    'written',
  )
  expect(await repository.savePractitioner({ before: chen, became: other, edition: 0 }, entry('p1'))).toBe(
    'stale',
  )
  expect(await repository.findPractitioner('p1')).toEqual(one)
})

it("adds nothing where the licence number is another's", async () => {
  const { repository } = await openRegister()
  expect(await repository.addPractitioner(chen, entry('p1'))).toBe(true)
  expect(await repository.addPractitioner({ ...chen, practitionerId: 'p2' }, entry('p2'))).toBe(false)
  expect(await repository.listPractitioners()).toEqual([chen])
})

it('moves a licence number only if it is free, and then frees the old one', async () => {
  const { repository } = await openRegister()
  const lin = { ...chen, practitionerId: 'p2', licenceNumber: '110000000000002' }
  await repository.addPractitioner(chen, entry('p1'))
  await repository.addPractitioner(lin, entry('p2'))
  const taking = { ...chen, licenceNumber: lin.licenceNumber, version: 2 }
  expect(await repository.savePractitioner({ before: chen, became: taking, edition: 0 }, entry('p1'))).toBe(
    'licence-taken',
  )
  const moved = { ...chen, licenceNumber: '110000000000003', version: 2 }
  expect(await repository.savePractitioner({ before: chen, became: moved, edition: 0 }, entry('p1'))).toBe(
    'written',
  )
  const third = { ...chen, practitionerId: 'p3' }
  expect(await repository.addPractitioner(third, entry('p3'))).toBe(true)
})
