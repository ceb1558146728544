import * as z from 'zod'
import type { Consumers, Delivered } from '#functions/platform/events.ts'
import { addDays, dateAt } from '#shared/kernel/calendar.ts'
import { id } from '#shared/kernel/ids.ts'
import { type Session, sessionNames } from '#shared/scheduling/index.ts'
import { actingOf } from './cascade-acting.ts'
import { type Desk, untilSaved } from './desk.ts'
import { sessionAct } from './session-events.ts'
import { loadSession } from './session-loading.ts'
import { anewIn, guardsIn } from './session-stop.ts'

const ofPerson = z.object({ practitionerId: id })
const ofSite = z.object({ siteId: id })
const ofSites = z.object({ sites: z.array(ofSite) })
const ofSession = z.object({ sessionId: id })

/** Days ahead whose sessions are looked at: further away nothing is planned. */
const lookedAhead = 400

/** What the session's site and practitioner are called now; undefined where it says so already. */
async function namesNow({ repository }: Desk, session: Session) {
  const [clinic, doctor] = await Promise.all([
    repository.findClinic(session.siteId, { fresh: true }),
    repository.findSiteDoctor(session.siteId, session.practitionerId, { fresh: true }),
  ])
  return sessionNames(session, { siteName: clinic?.name, name: doctor?.name, title: doctor?.title })
}

/** The session, its patients' own lists and who is booking at this moment: one write, no message. */
const rename = (desk: Desk, sessionId: string, event: Delivered) =>
  untilSaved(async () => {
    const loaded = await loadSession(desk, sessionId)
    if (!loaded || loaded.session.state === 'stopped') return true
    const names = await namesNow(desk, loaded.session)
    if (!names) return true
    const session: Session = { ...loaded.session, ...names, version: loaded.session.version + 1 }
    const { siteName, practitionerName } = names
    const guards = (await guardsIn(desk, session, loaded.slots)).map((guard) => ({
      ...guard,
      ...{ siteName, practitionerName },
      version: guard.version + 1,
      sequence: guard.sequence + 1,
    }))
    const { changed, save } = desk.repository
    const items = [
      changed.session(session),
      ...anewIn(desk, loaded.slots, guards),
      ...guards.map(changed.guard),
    ]
    const patientIds = guards.map(({ patientId }) => patientId)
    const { entry } = actingOf(event, desk.platform.now())
    const written = await save(items, entry(sessionAct('session-renamed', session, { patientIds })))
    return written === 'saved' || undefined
  })

/**
 * Sessions that are to come carry the names of today, not those that they were planned with. Heard after the names
 * themselves are kept; heard again it finds nothing to do.
 */
export function renamingConsumers(desk: Desk): Consumers {
  const { repository, platform } = desk
  const ahead = () => {
    const today = dateAt(platform.now())
    return [today, addDays(today, lookedAhead)] as const
  }
  async function renameAt(siteId: string, event: Delivered): Promise<void> {
    const clinic = await repository.findClinic(siteId, { fresh: true })
    const sessions = await repository.listSessions(siteId, ...ahead())
    for (const { sessionId, siteName } of sessions)
      if (siteName !== clinic?.name) await rename(desk, sessionId, event)
  }
  /** Planned, or taken back from a stop, while the name was being changed. */
  const opened = async (event: Delivered) => {
    await rename(desk, ofSession.parse(event.data).sessionId, event)
  }
  return {
    async 'practitioners/practitioner-changed'(event) {
      const { practitionerId } = ofPerson.parse(event.data)
      const works = await repository.listWork(practitionerId, ...ahead(), { fresh: true })
      for (const { work } of works) if (work.state !== 'discarded') await rename(desk, work.sessionId, event)
    },
    async 'alliance/site-changed'(event) {
      await renameAt(ofSite.parse(event.data).siteId, event)
    },
    async 'alliance/sites-imported'(event) {
      for (const { siteId } of ofSites.parse(event.data).sites) await renameAt(siteId, event)
    },
    'scheduling/session-published': opened,
    'scheduling/session-resumed': opened,
  }
}
