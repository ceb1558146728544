import { expect, it } from 'vitest'
import { api, draft, filed } from '../drafts.ts'
import { openRegister, today } from '../support.ts'

it('lists in the ledger who practises where, without numbers or papers', async () => {
  const register = await openRegister()
  await filed(register)
  await draft(register, { name: '林若溪', licenceNumber: '110000000000002' })
  const { body } = await register.office.get(`${api}/ledger`)
  expect(body.lines).toEqual([
    {
      name: '陈思远',
      title: 'chief',
      siteId: 'site-050',
      siteName: '望京社区卫生服务中心',
      basis: 'filing',
      from: today,
      to: '2027-09-14',
      open: [{ from: today, to: '2027-09-14' }],
      termTo: '2027-09-14',
      endedEarly: false,
      state: 'in-force',
    },
  ])
})
