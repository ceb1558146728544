import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { patientCard, patientEvent } from '#shared/patients/index.ts'
import { freshTable, openEngine, sameTable } from '#test/support/engine.ts'
import { idNumberFor, openPatients, type Patients, registered, wangGuilan } from './support.ts'

let context: Patients
const problem = (reason: string, status: number) => ({
  status,
  body: { type: expect.stringMatching(new RegExp(`^urn:problem:(patients|http):${reason}$`)), status },
})
const father = { name: '吴建平', relation: 'parent', phone: '13900005121' } as const

describe('POST /records', () => {
  beforeEach(async () => {
    context = await openPatients()
  })

  it('registers a person and says which record it became', async () => {
    const answer = await context.wangjing.post('/api/patients/records', wangGuilan())
    expect(answer).toMatchObject({
      status: 201,
      body: { patientId: expect.stringMatching(/^[a-z0-9]{24}$/), version: 1 },
    })
  })

  it('answers a replay with the same record, also after the record was changed', async () => {
    const key = 'replayed-key-1'
    const first = await context.wangjing.post('/api/patients/records', wangGuilan(), key)
    await context.wangjing.patch(`/api/patients/records/${first.body.patientId}`, {
      version: 1,
      phone: '13900001111',
    })
    const again = await context.wangjing.post('/api/patients/records', wangGuilan(), key)
    expect(again.body).toEqual(first.body)
    expect((await context.journal()).filter(({ act }) => act === 'patient-registered')).toHaveLength(1)
  })

  it('refuses a key that was used with another body', async () => {
    await context.wangjing.post('/api/patients/records', wangGuilan(), 'one-key-for-two')
    const other = await context.wangjing.post(
      '/api/patients/records',
      wangGuilan({ name: '王桂芳' }),
      'one-key-for-two',
    )
    expect(other).toMatchObject(problem('idempotency-key-reused', 422))
  })

  it('names the existing record to a desk that may see it', async () => {
    const patientId = await registered(context.wangjing)
    const second = await context.wangjing.post('/api/patients/records', wangGuilan({ phone: '13911112222' }))
    expect(second).toMatchObject({ ...problem('duplicate-here', 409), body: { patientId } })
  })

  it('tells a desk elsewhere neither who nor where', async () => {
    const patientId = await registered(context.wangjing)
    const second = await context.jiuxianqiao.post('/api/patients/records', wangGuilan({ siteId: 'site-001' }))
    expect(second).toMatchObject(problem('duplicate-elsewhere', 409))
    expect(JSON.stringify(second.body)).not.toMatch(new RegExp(`${patientId}|site-050|王`))
  })

  it('meets the same person without a card by name, birth date and phone', async () => {
    const { idNumber: _, ...withoutCard } = wangGuilan()
    const patientId = await registered(context.wangjing)
    const second = await context.wangjing.post('/api/patients/records', {
      ...withoutCard,
      noIdReason: 'not-at-hand',
    })
    expect(second).toMatchObject({ ...problem('duplicate-here', 409), body: { patientId } })
  })

  it('lets a family share a phone', async () => {
    await registered(context.wangjing)
    const daughter = wangGuilan({
      name: '王敏',
      birthDate: '1984-10-30',
      idNumber: idNumberFor('1984-10-30', '2'),
    })
    expect((await context.wangjing.post('/api/patients/records', daughter)).status).toBe(201)
  })

  it('lets one of two desks win that register the same person at the same moment', async () => {
    const desks = [context.wangjing, context.jiuxianqiao]
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => {
        const [desk, siteId] = index % 2 === 0 ? [desks[0], 'site-050'] : [desks[1], 'site-001']
        return desk?.post('/api/patients/records', wangGuilan({ siteId: siteId ?? '' }))
      }),
    )
    expect(answers.filter((answer) => answer?.status === 201)).toHaveLength(1)
    expect(answers.filter((answer) => answer?.status === 409)).toHaveLength(9)
  })

  it('refuses a minor without a guardian and takes one with', async () => {
    const { idNumber: _, ...child } = wangGuilan({ name: '吴小林', birthDate: '2018-02-23' })
    const body = { ...child, noIdReason: 'child-without-card' }
    expect(await context.wangjing.post('/api/patients/records', body)).toMatchObject(
      problem('guardian-required', 422),
    )
    expect((await context.wangjing.post('/api/patients/records', { ...body, guardian: father })).status).toBe(
      201,
    )
  })

  it.each([
    ['an ID number of 15 digits', { idNumber: '110105590308020' }, '/idNumber', 'id-number-15-digits'],
    ['a wrong check digit', { idNumber: '110105195903080201' }, '/idNumber', 'id-number-check-digit'],
    ['a phone with a digit missing', { phone: '1380000221' }, '/phone', 'phone-too-short'],
    ['an empty name', { name: ' ' }, '/name', 'name-empty'],
    ['a birth date that is no day', { birthDate: '1959-02-30' }, '/birthDate', 'invalid_format'],
    ['an unknown sex', { sex: '3' }, '/sex', 'invalid_value'],
    ['a number for a name', { name: 7 }, '/name', 'invalid_type'],
    ['a field of nobody', { diagnosis: 'F20' }, '', 'unrecognized_keys'],
  ])('refuses %s and names the field', async (_, wrong, pointer, code) => {
    const answer = await context.wangjing.post('/api/patients/records', { ...wangGuilan(), ...wrong })
    expect(answer).toMatchObject({
      ...problem('invalid-request', 422),
      body: { issues: [{ pointer, code }] },
    })
  })

  it('refuses a desk that registers for another site, and writes nothing', async () => {
    expect(await context.jiuxianqiao.post('/api/patients/records', wangGuilan())).toMatchObject(
      problem('forbidden', 403),
    )
    expect(await context.journal()).toHaveLength(0)
  })

  it("tells listeners who it is in a sealed card that opens with the patient's id", async () => {
    const patientId = await registered(context.wangjing, wangGuilan({ needs: ['interpreter-uyghur'] }))
    const [entry] = await context.journal()
    const event = patientEvent.parse(JSON.parse(entry?.data ?? ''))
    expect(event).toMatchObject({ patientId, siteIds: ['site-050'], version: 1 })
    expect(patientCard.parse(JSON.parse(context.platform.fields.open(event.card, patientId)))).toEqual({
      name: '王桂兰',
      sex: '2',
      birthYear: 1959,
      phoneTail: '2210',
      needs: ['interpreter-uyghur'],
    })
    expect(() => context.platform.fields.open(event.card, 'another')).toThrow()
  })
})

describe('one record', () => {
  let patientId: string
  const path = (rest = '') => `/api/patients/records/${patientId}${rest}`
  beforeEach(async () => {
    context = await openPatients()
    patientId = await registered(
      context.wangjing,
      wangGuilan({ guardian: { name: '王敏', relation: 'child', phone: '13900002211' } }),
    )
  })

  it('is shown with phones and ID number masked', async () => {
    const { body } = await context.wangjing.get(path())
    expect(body).toMatchObject({
      patientId,
      name: '王桂兰',
      phoneMasked: '138****2210',
      phoneTail: '2210',
      idNumberMasked: `110105********${idNumberFor('1959-03-08', '2').slice(-4)}`,
      guardian: { name: '王敏', relation: 'child', phoneMasked: '139****2211' },
      siteIds: ['site-050'],
    })
    expect(JSON.stringify(body)).not.toMatch(/13800002210|13900002211|110105195903080/)
  })

  it('is shown to the patient and to the guardian', async () => {
    const patient = await context.person('wang-guilan', { role: 'patient', patientId })
    const guardian = await context.person('wang-min', { role: 'guardian', patientId })
    expect((await patient.get(path())).status).toBe(200)
    expect((await guardian.get(path())).status).toBe(200)
    expect((await context.journal()).slice(1).map(({ basis }) => basis)).toEqual(['self', 'guardian'])
  })

  it.each([
    ['another site', { role: 'clinic-staff', siteId: 'site-001' }],
    ['another patient', { role: 'patient', patientId: 'somebody' }],
  ] as const)('is unknown to %s, exactly as one that does not exist', async (_, grant) => {
    const person = await context.person('other', grant)
    const theirs = await person.get(path())
    const none = await person.get('/api/patients/records/nobody')
    expect(theirs).toMatchObject(problem('patient-unknown', 404))
    expect(theirs.body).toEqual(none.body)
    expect(await context.journal()).toHaveLength(1)
  })

  it.each([
    ['practitioner', { role: 'practitioner', practitionerId: 'prac-001' }],
    ['alliance office', { role: 'alliance-office' }],
    ['auditor', { role: 'auditor' }],
    ['pharmacist', { role: 'pharmacist', siteId: 'site-050' }],
    ['panel expert', { role: 'panel-expert' }],
    ['referral desk', { role: 'referral-desk', organisationId: 'site-069' }],
  ] as const)('is not for a %s', async (_, grant) => {
    const person = await context.person('other', grant)
    expect(await person.get(path())).toMatchObject(problem('forbidden', 403))
  })

  it('is not for who is not signed in', async () => {
    expect(await context.nobody.get(path())).toMatchObject(problem('sign-in-required', 401))
  })

  it('is changed by its site, and found under its new name and phone only', async () => {
    const changed = await context.wangjing.patch(path(), { version: 1, name: '王桂芳', phone: '13911113333' })
    expect(changed).toMatchObject({ status: 200, body: { version: 2, name: '王桂芳', phoneTail: '3333' } })
    const find = async (text: string) =>
      (await context.wangjing.post('/api/patients/search', { siteId: 'site-050', text })).body.hits
    for (const text of ['桂芳', 'wgf', '3333', '13911113333', idNumberFor('1959-03-08', '2')])
      expect(await find(text)).toHaveLength(1)
    for (const text of ['王桂兰', '桂兰', 'wgl', '2210', '13800002210'])
      expect(await find(text)).toHaveLength(0)
  })

  it('refuses a change on a version that is over', async () => {
    await context.wangjing.patch(path(), { version: 1, sex: '9' })
    const late = await context.wangjing.patch(path(), { version: 1, name: '王桂芳' })
    expect(late).toMatchObject({ ...problem('stale-version', 409), body: { version: 2 } })
  })

  it('lets one of two changes at the same moment win', async () => {
    const names = ['王甲', '王乙', '王丙', '王丁']
    const answers = await Promise.all(
      names.map((name) => context.wangjing.patch(path(), { version: 1, name })),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(3)
  })

  it("does not take over another person's ID number", async () => {
    const idNumber = idNumberFor('1959-03-08', '2', 77)
    await registered(context.wangjing, wangGuilan({ name: '李芳', phone: '13700001234', idNumber }))
    expect(await context.wangjing.patch(path(), { version: 1, idNumber })).toMatchObject(
      problem('duplicate-here', 409),
    )
  })

  it('may be registered again under an ID number that was corrected away', async () => {
    const wrong = idNumberFor('1959-03-08', '2')
    await context.wangjing.patch(path(), { version: 1, idNumber: idNumberFor('1959-03-08', '2', 42) })
    const other = wangGuilan({ name: '赵真', phone: '13600000000', idNumber: wrong })
    expect((await context.wangjing.post('/api/patients/records', other)).status).toBe(201)
  })

  it('is not changed by the patient', async () => {
    const patient = await context.person('wang-guilan', { role: 'patient', patientId })
    expect(await patient.patch(path(), { version: 1, name: '王桂芳' })).toMatchObject(
      problem('forbidden', 403),
    )
  })

  it.each([
    ['phone', '13800002210'],
    ['guardian-phone', '13900002211'],
    ['id-number', idNumberFor('1959-03-08', '2')],
  ])('reveals the whole %s for a reason that stays in the journal', async (field, value) => {
    const answer = await context.wangjing.post(path('/reveal'), { field, reason: 'call' })
    expect(answer).toMatchObject({ status: 200, body: { value } })
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect((await context.journal()).at(-1)).toMatchObject({
      act: 'contact-revealed',
      personId: 'li-min',
      bodyId: 'site-050',
      patientIds: [patientId],
      data: JSON.stringify({ field, reason: 'call' }),
    })
  })

  it('reveals nothing without a reason, to another site, or that is not there', async () => {
    expect(await context.wangjing.post(path('/reveal'), { field: 'phone' })).toMatchObject(
      problem('invalid-request', 422),
    )
    const elsewhere = await context.jiuxianqiao.post(path('/reveal'), { field: 'phone', reason: 'call' })
    expect(elsewhere).toMatchObject(problem('patient-unknown', 404))
    await context.wangjing.patch(path(), { version: 1, guardian: null })
    const none = await context.wangjing.post(path('/reveal'), { field: 'guardian-phone', reason: 'call' })
    expect(none).toMatchObject(problem('nothing-to-reveal', 404))
  })
})

describe('POST /sites/{siteId}/admissions', () => {
  const admission = { idNumber: idNumberFor('1959-03-08', '2'), name: '王桂兰', basis: 'patient-present' }
  beforeEach(async () => {
    context = await openPatients()
    await registered(context.wangjing)
  })
  const admit = (body: object) => context.jiuxianqiao.post('/api/patients/sites/site-001/admissions', body)

  it('makes a person known at a second site by ID number and name together', async () => {
    const answer = await admit(admission)
    expect(answer).toMatchObject({
      status: 200,
      body: { name: '王桂兰', siteIds: ['site-050', 'site-001'], version: 2 },
    })
    expect((await context.journal()).at(-1)).toMatchObject({
      act: 'patient-changed',
      basis: 'patient-present',
      bodyId: 'site-001',
    })
    const found = await context.jiuxianqiao.post('/api/patients/search', { siteId: 'site-001', text: 'wgl' })
    expect(found.body.hits).toHaveLength(1)
  })

  it('changes nothing the second time', async () => {
    await admit(admission)
    expect((await admit(admission)).body.version).toBe(2)
  })

  it('answers a wrong name as an ID number of nobody, and keeps both in the journal', async () => {
    const wrongName = await admit({ ...admission, name: '王桂芳' })
    const nobody = await admit({ ...admission, idNumber: idNumberFor('1959-03-08', '2', 99) })
    expect(wrongName).toMatchObject(problem('patient-unknown', 404))
    expect(wrongName.body).toEqual(nobody.body)
    expect((await context.journal()).filter(({ act }) => act === 'admission-refused')).toHaveLength(2)
  })

  it('is not done for another site', async () => {
    const answer = await context.jiuxianqiao.post('/api/patients/sites/site-050/admissions', admission)
    expect(answer).toMatchObject(problem('forbidden', 403))
  })
})

describe('POST /search', () => {
  let many: Patients
  beforeAll(async () => {
    many = await openPatients()
    for (let index = 0; index < 45; index++) {
      const birthDate = `19${50 + (index % 40)}-01-02`
      const body = wangGuilan({
        name: `王${'甲乙丙丁戊己庚辛壬癸'[index % 10]}${'春夏秋冬东'[index % 5]}`,
        birthDate,
        idNumber: idNumberFor(birthDate, '2', index),
        phone: `1380000${1000 + index}`,
      })
      await registered(many.wangjing, body)
    }
    await registered(
      many.jiuxianqiao,
      wangGuilan({ siteId: 'site-001', name: '王别处', phone: '13812345678' }),
    )
  })
  const search = (body: object) => many.wangjing.post('/api/patients/search', { siteId: 'site-050', ...body })

  it.each(['', '王', 'w'])('pages through everybody once: %j', async (text) => {
    const seen: string[] = []
    let after: string | undefined
    do {
      const { body } = await search({ text, ...(after ? { after } : {}) })
      expect(body.hits.length).toBeLessThanOrEqual(20)
      seen.push(...body.hits.map(({ patientId }: { patientId: string }) => patientId))
      after = body.next
    } while (after)
    expect(seen).toHaveLength(45)
    expect(new Set(seen).size).toBe(45)
  })

  it.each(['13812345678', '5678', '王别处', 'wbc', idNumberFor('1959-03-08', '2')])(
    'finds nobody of another site by %s',
    async (text) => {
      expect((await search({ text })).body.hits).toEqual([])
    },
  )

  it('leaves one journal entry that names who was shown', async () => {
    const { body } = await search({ text: '1003' })
    expect((await many.journal()).at(-1)).toMatchObject({
      act: 'patients-searched',
      aggregateId: 'site-050',
      patientIds: body.hits.map(({ patientId }: { patientId: string }) => patientId),
      data: JSON.stringify({ by: 'phone-tail' }),
    })
  })

  it('says that the text is too short', async () => {
    expect(await search({ text: '12' })).toMatchObject(problem('search-too-short', 422))
  })

  it.each(['nonsense', 'name:nobody', 'name:', ':', 'diagnosis:x'])(
    'begins again where `after` is %j',
    async (after) => {
      expect((await search({ text: '王', after })).body.hits).toHaveLength(20)
    },
  )

  it("is not for patients, and not for another site's desk", async () => {
    const patient = await many.person('wang', { role: 'patient', patientId: 'p' })
    const body = { siteId: 'site-050', text: '王' }
    expect(await patient.post('/api/patients/search', body)).toMatchObject(problem('forbidden', 403))
    expect(await many.jiuxianqiao.post('/api/patients/search', body)).toMatchObject(problem('forbidden', 403))
  })
})

describe('the journal', () => {
  const own = { siteId: 'site-050' }
  const admission = { idNumber: idNumberFor('1959-03-08', '2'), name: '王桂兰', basis: 'patient-present' }
  const phone = { field: 'phone', reason: 'call' }
  it.each([
    { what: 'a reading', ask: 'GET /records/:id', status: 200, entries: 1 },
    { what: 'a reading of nobody', ask: 'GET /records/nobody', status: 404, entries: 0 },
    { what: 'a search', ask: 'POST /search', body: { ...own, text: 'wgl' }, status: 200, entries: 1 },
    {
      what: 'a search that finds nobody',
      ask: 'POST /search',
      body: { ...own, text: 'zzz' },
      status: 200,
      entries: 1,
    },
    {
      what: 'a search that is refused',
      ask: 'POST /search',
      body: { ...own, text: '1' },
      status: 422,
      entries: 0,
    },
    { what: 'a number revealed', ask: 'POST /records/:id/reveal', body: phone, status: 200, entries: 1 },
    {
      what: 'no number',
      ask: 'POST /records/:id/reveal',
      body: { ...phone, field: 'guardian-phone' },
      status: 404,
      entries: 0,
    },
    { what: 'a change', ask: 'PATCH /records/:id', body: { version: 1, sex: '9' }, status: 200, entries: 1 },
    {
      what: 'a late change',
      ask: 'PATCH /records/:id',
      body: { version: 7, sex: '9' },
      status: 409,
      entries: 0,
    },
    { what: 'a second registration', ask: 'POST /records', body: wangGuilan(), status: 409, entries: 0 },
    {
      what: 'an admission',
      ask: 'POST /sites/site-050/admissions',
      body: admission,
      status: 200,
      entries: 1,
    },
  ])('gets from $what exactly its entries', async ({ ask, body, status, entries }) => {
    const [method = '', path = ''] = ask.split(' ')
    context = await openPatients()
    const patientId = await registered(context.wangjing)
    const before = (await context.journal()).length
    const answer = await context.wangjing.send(
      method,
      `/api/patients${path.replace(':id', patientId)}`,
      body,
      { 'idempotency-key': 'fresh-key-of-this' },
    )
    expect(answer.status).toBe(status)
    expect((await context.journal()).length - before).toBe(entries)
  })
})

describe('a registration whose answer is lost', () => {
  it('is there once when it is asked again', async () => {
    const engine = await openEngine()
    const table = await freshTable(engine)
    let lose = true
    const losing = sameTable(engine, table, {
      async fault(command, _, send) {
        const sent = await send()
        if (!lose || !command.startsWith('TransactWrite')) return sent
        lose = false
        throw Object.assign(new Error('lost on the way back'), { name: 'TimeoutError', code: 'ECONNRESET' })
      },
    })
    context = await openPatients({ table: losing })
    const key = 'asked-until-answered'
    const answers = [await context.wangjing.post('/api/patients/records', wangGuilan(), key)]
    answers.push(await context.wangjing.post('/api/patients/records', wangGuilan(), key))
    expect(answers[1]).toMatchObject({ status: 201, body: { version: 1 } })
    expect((await context.journal()).filter(({ act }) => act === 'patient-registered')).toHaveLength(1)
    expect(lose).toBe(false)
  })
})

describe('GET /mine', () => {
  it("shows one's own record and wards with names masked, and leaves one entry", async () => {
    context = await openPatients()
    const mother = await registered(context.wangjing)
    const own = await registered(
      context.wangjing,
      wangGuilan({
        name: '王敏',
        birthDate: '1984-10-30',
        idNumber: idNumberFor('1984-10-30', '2'),
        phone: '13800002211',
      }),
    )
    const person = await context.person(
      'wang-min',
      { role: 'patient', patientId: own },
      { role: 'guardian', patientId: mother },
    )
    const { body } = await person.get('/api/patients/mine')
    expect(body.records).toEqual([
      {
        patientId: own,
        relation: 'self',
        nameMasked: '王*',
        birthYear: 1984,
        phoneTail: '2211',
        siteIds: ['site-050'],
      },
      {
        patientId: mother,
        relation: 'ward',
        nameMasked: '王**',
        birthYear: 1959,
        phoneTail: '2210',
        siteIds: ['site-050'],
      },
    ])
    const reads = (await context.journal()).filter(({ act }) => act === 'patient-read')
    expect(reads).toHaveLength(1)
    expect(reads[0]?.patientIds).toEqual([own, mother])
  })

  it('is empty for staff and refused to who is not signed in', async () => {
    expect((await context.wangjing.get('/api/patients/mine')).body).toEqual({ records: [] })
    expect((await context.nobody.get('/api/patients/mine')).status).toBe(401)
  })
})
