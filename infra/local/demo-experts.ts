import { siteIdFor } from '#shared/alliance/index.ts'
import { addDays, dateAt } from '#shared/kernel/calendar.ts'
import { DemoRefusal } from './demo-call.ts'
import { type Ask, type DemoPart, inParallel } from './demo-data.ts'
import { type Expert, experts } from './demo-expert-list.ts'
import { bringAuthorisations, bringFiling, papersOf } from './demo-filings.ts'

/** Each expert is registered under a key of their own, from which their id follows (see demo-ids.ts). */
export const expertKey = (number: number): string => `demo-expert-${String(number).padStart(3, '0')}`

interface Entry {
  readonly practitionerId: string
  readonly name: string
  readonly version: number
  readonly licenceNumber: string
  readonly practices: readonly { readonly siteId: string }[]
}

/** The register hears of the sites by event, a moment after their import. */
async function patiently<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  const unheard = (error: unknown) =>
    error instanceof DemoRefusal && /(organisation|site)-unknown$/.test(error.type)
  for (let tries = 0; ; tries++) {
    try {
      return await ask()
    } catch (error) {
      if (!unheard(error) || tries >= 100) throw error
      await new Promise((resume) => setTimeout(resume, 200))
    }
  }
}

async function enter(ask: Ask, expert: Expert, known: Entry | undefined, today: string): Promise<void> {
  const { number, organisationNo, practices, ...fields } = expert
  const path = '/api/practitioners/practitioners'
  const mainOrganisationId = siteIdFor(String(organisationNo))
  const body = { ...fields, ...papersOf(number, today), mainOrganisationId, demo: true }
  let entry: Entry = known ?? (await patiently(() => ask('POST', path, body, expertKey(number))))
  const filed = new Set(entry.practices.map(({ siteId }) => siteId))
  for (const [siteNo, from, to] of practices) {
    const siteId = siteIdFor(String(siteNo))
    if (filed.has(siteId)) continue
    const practice = { siteId, basis: 'alliance', from: addDays(today, from), to: addDays(today, to) }
    const under = `${expertKey(number)}-${siteId}`
    entry = await atNewest(ask, entry, (version) =>
      patiently(() =>
        ask('POST', `${path}/${entry.practitionerId}/practices`, { ...practice, version }, under),
      ),
    )
  }
  await atNewest(ask, entry, () => bringFiling(ask, number, entry.practitionerId, today))
}

/** The news of an agreement may change an entry while the demo writes it: then the newest is taken. */
async function atNewest<Result>(
  ask: Ask,
  { practitionerId, version }: Entry,
  write: (version: number) => Promise<Result>,
): Promise<Result> {
  for (let seen = version, tries = 0; ; tries++) {
    try {
      return await write(seen)
    } catch (error) {
      if (!(error instanceof DemoRefusal) || !error.type.endsWith(':stale-version') || tries >= 20)
        throw error
      seen = (await ask('GET', `/api/practitioners/practitioners/${practitionerId}`)).version
    }
  }
}

export const registerExperts: DemoPart = async (ask, size, onProgress) => {
  const { practitioners } = await ask('GET', '/api/practitioners/practitioners?limit=200')
  const known = new Map<string, Entry>(practitioners.map((one: Entry) => [one.licenceNumber, one]))
  const today = dateAt(Date.now())
  const wanted = size === 'full' ? experts : experts.slice(0, 24)
  await inParallel(wanted, (expert) => enter(ask, expert, known.get(expert.licenceNumber), today), onProgress)
  await bringAuthorisations(ask, today)
}
