import { checkKinds } from '#shared/practitioners/index.ts'
import { entriesOf } from '#test/scheduling/journal-of.ts'
import { chen, type openRegister, today } from './support.ts'

export const api = '/api/practitioners'
export const people = `${api}/practitioners`
export type Register = Awaited<ReturnType<typeof openRegister>>

export const licence = { category: 'clinical', scope: ['mental-health'], from: '2010-05-01' }

/** A filing that has just been begun, and what the office can do with it from there. */
export async function draft(register: Register, fields: object = {}, practice: object = {}) {
  const { body: entry } = await register.office.post(people, { ...chen, licence, ...fields })
  const path = `${people}/${entry.practitionerId}`
  const opened = await register.office.post(`${path}/filings`, {
    siteId: 'site-050',
    basis: 'filing',
    from: today,
    to: '2027-09-14',
    version: 1,
    ...practice,
  })
  const papers = `${path}/practices/${opened.body.practice.practiceId}`
  let { version } = opened.body
  const write = async (method: 'put' | 'post', at: string, body: object) => {
    const answer = await register.office[method](papers + at, { ...body, version })
    if (answer.status < 300) version = answer.body.version
    return answer
  }
  return {
    path,
    papers,
    practitionerId: entry.practitionerId as string,
    practiceId: opened.body.practice.practiceId as string,
    opened,
    check: (kind: string, body: object = { state: 'met', number: 'N-1' }) =>
      register.office.put(`${papers}/checks/${kind}`, body),
    step: (step: object) => write('post', '/steps', { step }),
    change: (body: object) => write('put', '', body),
    at: () => version as number,
  }
}

/** A filing whose documents are all settled, filed. */
export async function filed(register: Register, fields: object = {}, practice: object = {}) {
  const filing = await draft(register, fields, practice)
  for (const kind of checkKinds) await filing.check(kind)
  await filing.step({ step: 'submit' })
  const answer = await filing.step({ step: 'file', filingNumber: '京朝备 18' })
  return { ...filing, answer }
}

/** What the newest event of that name carried to other contexts. */
export async function newestFacts({ platform }: Register, aggregateId: string, act: string) {
  const entries = await entriesOf(platform.table)
  const newest = entries.filter((one) => one.aggregateId === aggregateId && one.act === act).at(-1)
  return JSON.parse(newest?.data ?? '{}')
}
