import { present } from '#functions/platform/present.ts'
import { put, type Table, writeTogether } from '#functions/platform/table.ts'
import type { SeenMarks } from '#shared/practitioners/index.ts'
import { clinicEntity } from './entities.ts'

/** A clinic day as far as it is counted here. */
export interface Clinic {
  readonly siteId: string
  readonly sessionId: string
  readonly practitionerId?: string | undefined
  readonly date: string
  readonly state?: string | undefined
  readonly version: number
  /** The order of the event by which the session was last discarded. */
  readonly discardedBy?: string | undefined
  readonly marks: SeenMarks
  readonly revision: number
}

const blank = (siteId: string, sessionId: string, date: string): Clinic => ({
  siteId,
  sessionId,
  date,
  version: 0,
  marks: {},
  revision: 0,
})

type Heard = Required<Pick<Clinic, 'siteId' | 'sessionId' | 'practitionerId' | 'date' | 'state' | 'version'>>

/**
 * A discarded session may be planned anew under its id, with versions from 1 again: what was told before the discarding is
 * known by its order, what was told since by its version.
 */
function heardOf(stood: Clinic, heard: Heard, order: string): Clinic {
  if (order <= (stood.discardedBy ?? '')) return stood
  if (heard.state === 'discarded') return { ...stood, ...heard, version: 0, discardedBy: order }
  return heard.version > stood.version ? { ...stood, ...heard } : stood
}

type Seen = Pick<Clinic, 'siteId' | 'sessionId' | 'date'> & {
  readonly slot: string
  readonly order: string
  readonly seen: boolean
  readonly who?: string
}

/** Clinics held and patients seen, for the evidence pack. Who came is not kept, only whether two visits were one person's. */
export function activityRepository(table: Table) {
  const clinics = clinicEntity(table)

  /** Read, changed, written, until nobody else has written in between. */
  async function change(
    { siteId, sessionId, date }: Pick<Clinic, 'siteId' | 'sessionId' | 'date'>,
    rule: (stood: Clinic) => Clinic,
  ): Promise<void> {
    for (;;) {
      const { data } = await clinics.get({ siteId, sessionId }).go({ consistent: true })
      const stood = data ?? blank(siteId, sessionId, date)
      const became = rule(stood)
      if (became === stood) return
      const write = clinics
        .put({ ...present(became), revision: stood.revision + 1 })
        .where((at, { eq, notExists }) =>
          stood.revision === 0 ? notExists(at.revision) : eq(at.revision, stood.revision),
        )
      if ((await writeTogether(table, [put(write)])).committed) return
    }
  }

  return {
    /** What an event said of the session; an older one is dropped. */
    keepClinic: (heard: Heard, order: string): Promise<void> =>
      change(heard, (stood) => heardOf(stood, heard, order)),

    /** A number was seen, or not any more; of two events the later one counts. */
    keepSeen: ({ siteId, sessionId, date, slot, ...mark }: Seen): Promise<void> =>
      change({ siteId, sessionId, date }, (stood) =>
        (stood.marks[slot]?.order ?? '') >= mark.order
          ? stood
          : { ...stood, marks: { ...stood.marks, [slot]: mark } },
      ),

    /** The clinics of a site; about 25 of them cost 1 RCU. */
    async listClinics(siteId: string): Promise<Clinic[]> {
      const { data } = await clinics.query.primary({ siteId }).go({ pages: 'all' })
      return data
    },
  }
}
