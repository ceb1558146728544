import { present } from '#functions/platform/present.ts'
import { put, type Table, writeTogether } from '#functions/platform/table.ts'
import { clinicEntity, type SeenMarks } from './entities.ts'

/** A clinic day as far as it is counted here. */
export interface Clinic {
  readonly siteId: string
  readonly sessionId: string
  readonly practitionerId?: string | undefined
  readonly date: string
  readonly state?: string | undefined
  readonly version: number
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

/** Clinics held and patients seen, for the evidence pack. Numbers of slots only: who came is not kept. */
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
    keepClinic: (heard: Required<Omit<Clinic, 'marks' | 'revision'>>): Promise<void> =>
      change(heard, (stood) => (heard.version > stood.version ? { ...stood, ...heard } : stood)),

    /** A number was seen, or not any more; of two events the later one counts. */
    keepSeen: (
      at: Pick<Clinic, 'siteId' | 'sessionId' | 'date'> & { slot: string; order: string; seen: boolean },
    ): Promise<void> =>
      change(at, (stood) => {
        const { slot, order, seen } = at
        if ((stood.marks[slot]?.order ?? '') >= order) return stood
        return { ...stood, marks: { ...stood.marks, [slot]: { order, seen } } }
      }),

    /** The clinics of a site; about 25 of them cost 1 RCU. */
    async listClinics(siteId: string): Promise<Clinic[]> {
      const { data } = await clinics.query.primary({ siteId }).go({ pages: 'all' })
      return data
    },
  }
}
