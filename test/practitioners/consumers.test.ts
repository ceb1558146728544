import { expect, it } from 'vitest'
import { chen, openRegister, place } from './support.ts'

it('keeps the newest name of a place, in whatever order and however often it is told', async () => {
  const { hear, repository } = await openRegister()
  const renamed = place('site-050', '望京第一社区卫生服务中心', { version: 3 })
  await hear('alliance/site-changed', renamed)
  await hear('alliance/site-changed', renamed)
  await hear('alliance/site-changed', place('site-050', '望京社区', { version: 2 }))
  expect((await repository.findPlace('site-050'))?.name).toBe('望京第一社区卫生服务中心')
})

it('knows a place as soon as it is told of it', async () => {
  const { hear, office } = await openRegister()
  const body = { ...chen, mainOrganisationId: 'site-057' }
  expect((await office.post('/api/practitioners/practitioners', body)).status).toBe(422)
  await hear('alliance/site-added', place('site-057', '北京大学第六医院'))
  expect((await office.post('/api/practitioners/practitioners', body)).status).toBe(201)
})

it('fails on an event it cannot read, so that it is tried again and kept', async () => {
  const { hear } = await openRegister()
  await expect(hear('alliance/site-changed', { siteId: 'site-050' })).rejects.toThrow()
})
