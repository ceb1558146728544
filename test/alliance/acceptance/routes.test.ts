import { describe, expect, it } from 'vitest'
import { departmentAccepted } from '#shared/alliance/index.ts'
import { instantOf } from '#shared/kernel/calendar.ts'
import { answersWith, entriesOf, itemIds, openDirectory, today } from '../support.ts'

const api = '/api/alliance'

describe('the acceptance of a department', () => {
  const departmentId = 'site-050.psychiatry'
  const at = (step: string) => `${api}/departments/${departmentId}${step}`
  const visit = { date: today, half: 'morning', inspectors: ['方敏之', '贺文谦'] }

  it('goes from application to acceptance, each step one journal entry', async () => {
    const alliance = await openDirectory()
    const { office } = alliance
    const staff = await alliance.staffOf('site-050')
    const [first = ''] = itemIds
    await staff.post(at('/application'), { version: 0, contact: '白昕', name: '心身医学科' })
    await staff.put(at('/self-check'), { version: 1, answers: answersWith() })
    await staff.post(at('/self-check/submission'), { version: 2 })
    await office.put(at('/inspection'), { version: 3, ...visit })
    await office.post(at('/inspection/start'), { version: 4 })
    await office.put(at('/inspection/answers'), { version: 5, answers: answersWith(first) })
    await office.post(at('/findings'), { version: 6, due: '2026-10-15' })
    await staff.put(at(`/findings/${first}`), { version: 7, note: '已补登记' })
    await staff.post(at('/findings/submission'), { version: 8 })
    const passed = await office.post(at('/pass'), { version: 9 })
    expect(passed.status).toBe(200)
    expect(passed.body).toMatchObject({ state: 'passed', passedOn: today, version: 10, name: '心身医学科' })

    const entries = await entriesOf(alliance, departmentId)
    expect(entries.map(({ act, bodyId }) => `${act} ${bodyId}`)).toEqual([
      'acceptance-applied site-050',
      'self-check-saved site-050',
      'self-check-submitted site-050',
      'inspection-scheduled alliance-office',
      'inspection-started alliance-office',
      'inspection-saved alliance-office',
      'rectification-required alliance-office',
      'finding-rectified site-050',
      'rectification-submitted site-050',
      'department-accepted alliance-office',
    ])
    expect(departmentAccepted.parse(JSON.parse(entries.at(-1)?.data ?? ''))).toMatchObject({
      siteId: 'site-050',
      departmentId,
      departmentName: '心身医学科',
      departmentVersion: 10,
      shortName: '望京',
      initials: ['wjsqwsfwzx', 'wj'],
      areaCode: '110105026',
      areaName: '望京街道',
      lon: 116.474,
      lat: 39.996,
    })
    const board = await office.get(`${api}/departments?state=passed`)
    expect(board.body.departments).toHaveLength(1)
    expect(board.body.departments[0]).toMatchObject({ marks: 'm'.repeat(22), openItems: [], passedOn: today })
    expect(board.body.counts).toMatchObject({ passed: 1, 'not-applied': 54 })
  })

  it('keeps every answer and note as it was given', async () => {
    const alliance = await openDirectory()
    const staff = await alliance.staffOf('site-050')
    const answers = answersWith(itemIds[3] ?? '').with(5, {
      itemId: itemIds[5] ?? '',
      answer: 'not-applicable',
      note: '合用',
    })
    await staff.post(at('/application'), { version: 0, contact: '白昕' })
    await staff.put(at('/self-check'), { version: 1, answers })
    const { body } = await staff.get(at(''))
    expect(body.selfCheck).toEqual(answers)
    expect(body.changed).toMatchObject({ by: 'staff-site-050' })
  })

  it('lets one of two who fill in the same self-check win and shows the other both versions', async () => {
    const alliance = await openDirectory()
    const staff = await alliance.staffOf('site-050')
    const second = await alliance.staffOf('site-050')
    await staff.post(at('/application'), { version: 0, contact: '白昕' })
    const saves = await Promise.all([
      staff.put(at('/self-check'), { version: 1, answers: answersWith() }),
      second.put(at('/self-check'), { version: 1, answers: answersWith(itemIds[0] ?? '') }),
    ])
    const [winner, loser] = saves.sort((a, b) => a.status - b.status)
    expect([winner?.status, loser?.status]).toEqual([200, 409])
    expect(loser?.body.type).toBe('urn:problem:alliance:stale-version')
    expect(loser?.body.current).toMatchObject({ version: 2, selfCheck: winner?.body.selfCheck })
  })

  it('tells scheduling when a department is suspended and when it is back', async () => {
    const alliance = await openDirectory()
    const { office, now } = alliance
    const staff = await alliance.staffOf('site-050')
    await staff.post(at('/application'), { version: 0, contact: '白昕' })
    await staff.put(at('/self-check'), { version: 1, answers: answersWith() })
    await staff.post(at('/self-check/submission'), { version: 2 })
    await office.put(at('/inspection'), { version: 3, ...visit, date: '2026-09-18' })
    const early = await office.post(at('/inspection/start'), { version: 4 })
    expect(early.body).toMatchObject({ type: 'urn:problem:alliance:too-early', date: '2026-09-18' })
    now.at = instantOf('2026-09-18', 0)
    await office.post(at('/inspection/start'), { version: 4 })
    await office.put(at('/inspection/answers'), { version: 5, answers: answersWith() })
    await office.post(at('/pass'), { version: 6 })
    const suspended = await office.post(at('/suspension'), { version: 7, reason: '诊室漏水' })
    expect(suspended.body).toMatchObject({ state: 'suspended', reason: '诊室漏水' })
    const back = await office.post(at('/reinstatement'), { version: 8 })
    expect(back.body.reason).toBeUndefined()
    const acts = (await entriesOf(alliance, departmentId)).map(({ act }) => act).slice(-3)
    expect(acts).toEqual(['department-accepted', 'department-suspended', 'department-accepted'])
  })

  it('refuses a step that the state does not allow', async () => {
    const { office } = await openDirectory()
    const refused = await office.post(at('/pass'), { version: 0 })
    expect([refused.status, refused.body]).toMatchObject([
      409,
      { type: 'urn:problem:alliance:step-not-allowed', state: 'not-applied' },
    ])
  })

  it('lets the board be read with few units', async () => {
    const { metered } = await import('#functions/platform/table.ts')
    const { office } = await openDirectory()
    const { consumed } = await metered(() => office.get(`${api}/departments`))
    expect(consumed.readUnits).toBeLessThanOrEqual(10)
  })
})
