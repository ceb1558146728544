import type { FieldCipher } from '#functions/platform/keys.ts'
import { listItems } from '#functions/platform/list-items.ts'
import { storedForm } from '#functions/platform/stored-form.ts'
import { put, type Table, writeTogether } from '#functions/platform/table.ts'
import type { PopulationsTold } from '#shared/alliance/index.ts'
import { patientCard, type RosterPerson } from '#shared/scheduling/index.ts'
import { keepAreas } from './area-repository.ts'
import { keepPositions, type ToldPosition } from './position-repository.ts'
import { type DoctorFacts, projectionEntities } from './projection-entities.ts'
import type { Clinic, Department, SiteDoctor } from './projections.ts'
import type { Reading } from './reading-repository.ts'
import type { Card } from './records.ts'
import { keepPerson } from './roster-repository.ts'
import type { Profile } from './visits-entities.ts'
import { keepProfile } from './visits-repository.ts'
import { workWriter } from './work-repository.ts'

const whole = { pages: 'all' } as const

/** The card opens with its patient's id alone: one that was moved to another patient does not open. */
export const cardFrom = (
  fields: FieldCipher,
  { patientId, sealed, siteIds }: { patientId: string; sealed: string; siteIds: string[] },
): Card => ({ patientId, card: patientCard.parse(JSON.parse(fields.open(sealed, patientId))), siteIds })

const doctorFrom = ({
  siteId,
  practitionerId,
  facts,
}: {
  siteId: string
  practitionerId: string
  facts: DoctorFacts
}): SiteDoctor => ({ ...facts, siteId, practitionerId })

/** What scheduling keeps of other contexts, as it was last told. Reads are 0.5 RCU for one thing. */
export function projectionReader(table: Table, fields: FieldCipher) {
  const { clinics, departments, siteDoctors, cards } = projectionEntities(table)
  const doctorForm = storedForm(siteDoctors)
  return {
    async findClinic(siteId: string, { fresh = false }: Reading = {}): Promise<Clinic | undefined> {
      return (await clinics.get({ list: 'all', siteId }).go({ consistent: fresh })).data?.facts
    },
    async listClinics(): Promise<Clinic[]> {
      return (await clinics.query.primary({ list: 'all' }).go(whole)).data.map(({ facts }) => facts)
    },
    async findDepartment(siteId: string, departmentId: string): Promise<Department | undefined> {
      return (await departments.get({ siteId, departmentId }).go()).data ?? undefined
    },
    async listDepartments(siteId: string): Promise<Department[]> {
      return (await departments.query.primary({ siteId }).go(whole)).data
    },
    /** 1 RCU where it is read fresh. */
    async findSiteDoctor(
      siteId: string,
      practitionerId: string,
      { fresh = false }: Reading = {},
    ): Promise<SiteDoctor | undefined> {
      const { data } = await siteDoctors.get({ siteId, practitionerId }).go({ consistent: fresh })
      return data ? doctorFrom(data) : undefined
    },
    async listSiteDoctors(siteId: string): Promise<SiteDoctor[]> {
      const read = (item: Readonly<Record<string, unknown>>) => {
        const found = doctorForm.read(item)
        return found && doctorFrom(found)
      }
      return listItems(table, { pk: `$scheduling#place#${siteId}`, prefix: 'p#', read })
    },
    async findCard(patientId: string): Promise<Card | undefined> {
      const { data } = await cards.get({ patientId }).go()
      return data ? cardFrom(fields, data) : undefined
    },
  }
}

/** Keeps what other contexts tell. Telling it again, or in another order, leaves the newest standing. */
export function projectionWriter(table: Table) {
  const { clinics, departments, siteDoctors, cards } = projectionEntities(table)
  const keep = async (change: ReturnType<typeof put>): Promise<void> =>
    void (await writeTogether(table, [change]))
  return {
    keepClinic: (facts: Clinic, version: number) =>
      keep(
        put(
          clinics
            .put({ list: 'all', siteId: facts.siteId, version, facts })
            .where((at, { lt, notExists }) => `${notExists(at.version)} OR ${lt(at.version, version)}`),
        ),
      ),
    ...workWriter(table),
    keepAreas: (told: PopulationsTold) => keepAreas(table, told),
    keepPositions: (told: readonly ToldPosition[]) => keepPositions(table, told),
    keepPerson: (person: RosterPerson, version: number) => keepPerson(table, person, version),
    keepProfile: (facts: Profile, version: number) => keepProfile(table, facts, version),
    keepDepartment: (department: Department, version: number) =>
      keep(
        put(
          departments
            .put({ ...department, version })
            .where((at, { lt, notExists }) => `${notExists(at.version)} OR ${lt(at.version, version)}`),
        ),
      ),
    /** A suspension names the department by its id alone; its name stays as it was told. */
    async suspendDepartment(departmentId: string, siteId: string, version: number): Promise<void> {
      const known = (await departments.get({ siteId, departmentId }).go({ consistent: true })).data
      const department = { departmentId, siteId, name: known?.name ?? '', accepted: false }
      await keep(
        put(
          departments
            .put({ ...department, version })
            .where((at, { lt, notExists }) => `${notExists(at.version)} OR ${lt(at.version, version)}`),
        ),
      )
    },
    keepSiteDoctor: ({ siteId, practitionerId, ...facts }: SiteDoctor, version: number) =>
      keep(
        put(
          siteDoctors
            .put({ siteId, practitionerId, version, facts })
            .where((at, { lt, notExists }) => `${notExists(at.version)} OR ${lt(at.version, version)}`),
        ),
      ),
    keepCard: (patientId: string, sealed: string, siteIds: readonly string[], version: number) =>
      keep(
        put(
          cards
            .put({ patientId, sealed, siteIds: [...siteIds], version })
            .where((at, { lt, notExists }) => `${notExists(at.version)} OR ${lt(at.version, version)}`),
        ),
      ),
  }
}
export type ProjectionWriter = ReturnType<typeof projectionWriter>
