import { openDue } from '#functions/platform/due.ts'
import type { Entry, Journal } from '#functions/platform/journal.ts'
import { present } from '#functions/platform/present.ts'
import { put, remove, type Table, type WriteItem, writeTogether } from '#functions/platform/table.ts'
import { allianceSettings, type SiteFacts } from '#shared/alliance/index.ts'
import type { Papers, Practitioner } from '#shared/practitioners/index.ts'
import { activityRepository } from './activity-repository.ts'
import { type AgreementRepository, agreementRepository } from './agreement-repository.ts'
import { authorisationRepository } from './authorisation-repository.ts'
import { licenceEntity, papersEntity, placeEntity, practitionerEntity } from './entities.ts'
import { noticeRepository } from './notice-repository.ts'
import { asFiled } from './older-entries.ts'

export interface KnownPlace {
  readonly siteId: string
  readonly organisationId: string
  readonly name: string
  readonly shortName: string
}

/**
 * `written`; `stale` where another change came first; `licence-taken` where the number is another's; `rebound` where only an
 * agreement has changed since it was read.
 */
export type SaveOutcome = 'written' | 'stale' | 'licence-taken' | 'rebound'

/** A change of an entry, decided on the agreements of `edition`; with the papers of a practice where they change too. */
export interface Change {
  readonly before: Practitioner
  readonly became: Practitioner
  readonly edition: number
  readonly papers?: Papers | undefined
  /** Parts that are to be written with it: what falls due. */
  readonly more?: readonly WriteItem[]
}

const entryFrom = <Item extends { district: string }>({ district: _, ...one }: Item) => one

/** Reads of the register: 89 people with their practices are about 20 RCU, or twice as much fresh. */
function reading(table: Table) {
  const district = allianceSettings.district.value
  const practitioners = practitionerEntity(table)
  const places = placeEntity(table)
  const papers = papersEntity(table)

  return {
    async listPractitioners(consistent = false): Promise<Practitioner[]> {
      const { data } = await practitioners.query.primary({ district }).go({ pages: 'all', consistent })
      return data.map((one) => ({ ...entryFrom(one), practices: one.practices.map(asFiled) }))
    },

    async findPractitioner(practitionerId: string): Promise<Practitioner | undefined> {
      const { data } = await practitioners.get({ district, practitionerId }).go({ consistent: true })
      return data ? { ...entryFrom(data), practices: data.practices.map(asFiled) } : undefined
    },

    async findPlace(siteId: string): Promise<KnownPlace | undefined> {
      const { data } = await places.get({ siteId }).go()
      return data ?? undefined
    },

    /** The papers of one practice; a practice that was entered without any has none. */
    async findPapers(practitionerId: string, practiceId: string): Promise<Papers> {
      const { data } = await papers.get({ practitionerId, practiceId }).go({ consistent: true })
      return { practitionerId, practiceId, checks: [], history: [], ...data, version: data?.version ?? 0 }
    },

    /** Keeps what an event said of a site, unless something newer was heard before. */
    async keepPlace({
      siteId,
      organisationId,
      name,
      shortName,
      areaName,
      version,
    }: SiteFacts): Promise<void> {
      const write = places
        .put({ siteId, organisationId, name, shortName, areaName, version })
        .where((at, { lt, notExists }) => `${notExists(at.version)} OR ${lt(at.version, version)}`)
      await writeTogether(table, [put(write)])
    },
  }
}

function writing(table: Table, journal: Journal, { sameEdition }: Pick<AgreementRepository, 'sameEdition'>) {
  const district = allianceSettings.district.value
  const practitioners = practitionerEntity(table)
  const licences = licenceEntity(table)
  const papers = papersEntity(table)
  const takeLicence = ({ licenceNumber, practitionerId }: Practitioner) =>
    put(licences.create({ licenceNumber, practitionerId }))
  /** On the condition that nobody has written them since they were read at `version`. */
  const writePapers = ({ version, ...one }: Papers): WriteItem =>
    put(
      papers
        .put({ ...present(one), checks: [...one.checks], history: [...one.history], version: version + 1 })
        .where((at, { eq, notExists }) => (version === 0 ? notExists(at.version) : eq(at.version, version))),
    )
  const renumber = ({ before, became }: Change): WriteItem[] =>
    before.licenceNumber === became.licenceNumber
      ? []
      : [takeLicence(became), remove(licences.delete({ licenceNumber: before.licenceNumber }))]

  return {
    /** Adds the entry and takes its licence number; `false` where either is there already. */
    async addPractitioner(added: Practitioner, entry: Entry): Promise<boolean> {
      const writes = [
        put(practitioners.create({ district, ...present(added) })),
        takeLicence(added),
        journal.write(entry),
      ]
      return (await writeTogether(table, writes)).committed
    },

    /** Saves the entry as it became, and moves its licence number where that changed. */
    async savePractitioner(change: Change, entry: Entry): Promise<SaveOutcome> {
      const { before, became, edition, papers: changed, more = [] } = change
      const write = practitioners
        .put({ district, ...present(became) })
        .where((attribute, { eq }) => eq(attribute.version, before.version))
      const renumbered = renumber(change)
      const { committed, refused } = await writeTogether(table, [
        put(write),
        journal.write(entry),
        sameEdition(edition),
        ...renumbered,
        ...(changed ? [writePapers(changed)] : []),
        ...more,
      ])
      if (committed) return 'written'
      if (refused.includes(0)) return 'stale'
      if (refused.includes(2)) return 'rebound'
      return renumbered.length > 0 && refused.includes(3) ? 'licence-taken' : 'stale'
    },

    /**
     * Saves papers alone, beside which the entry stays as it is; `false` where somebody was faster. Every step of the filing
     * writes its papers too, so what was decided on its stage holds.
     */
    async savePapers(became: Papers, entry: Entry): Promise<boolean> {
      return (await writeTogether(table, [writePapers(became), journal.write(entry)])).committed
    },
  }
}

export function practitionersRepository(table: Table, journal: Journal) {
  const agreements = agreementRepository(table)
  return {
    ...reading(table),
    ...writing(table, journal, agreements),
    ...agreements,
    ...authorisationRepository(table, journal),
    ...activityRepository(table),
    ...noticeRepository(table, journal),
    due: openDue(table, 'practitioners'),
  }
}
export type PractitionersRepository = ReturnType<typeof practitionersRepository>
