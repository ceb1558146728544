import { initialsOf } from '#functions/platform/initials.ts'
import type { Handlers } from '#functions/platform/request.ts'
import {
  type allianceContract,
  decideSiteImport,
  decideSubdistrictImport,
  type ImportReport,
  populationsOf,
  type Site,
  type Subdistrict,
} from '#shared/alliance/index.ts'
import { accept, type Decision, refuse } from '#shared/kernel/decision.ts'
import { readCsv } from './csv.ts'
import { changeDirectory, factsOf, office, type Writing } from './directory-change.ts'
import { type DirectoryAt, type DirectoryRepository, mostDirectoryWrites } from './repository.ts'

type All = Handlers<typeof allianceContract.operations>
type ImportRefusal = 'import-has-errors' | 'import-too-large' | 'stale-version'
interface Import<Row> {
  readonly report: ImportReport
  readonly writes: readonly Row[]
}

/** A file with an error in it is not written at all; nor one that a single transaction cannot hold. */
function wholeOrNone<Row>(decided: Import<Row>): Decision<Import<Row>, ImportRefusal> {
  const { report, writes } = decided
  if (report.errors.length > 0) return refuse('import-has-errors', { errors: report.errors })
  if (writes.length > mostDirectoryWrites)
    return refuse('import-too-large', { changes: writes.length, most: mostDirectoryWrites })
  return accept(decided)
}

const sitesEntry = ({ entry, createdId }: Writing, found: DirectoryAt, { report, writes }: Import<Site>) =>
  entry({
    ...office,
    act: 'sites-imported',
    aggregateId: createdId,
    answer: report,
    data: { sites: writes.map((site) => factsOf(site, found, writes)) },
  })

const subdistrictsEntry = ({ entry, createdId }: Writing, { report, writes }: Import<Subdistrict>) =>
  entry({
    ...office,
    act: 'subdistricts-imported',
    aggregateId: createdId,
    answer: report,
    data: { codes: writes.map(({ code }) => code), ...populationsOf(writes) },
  })

export const importRoutes = (
  directory: DirectoryRepository,
): Pick<All, 'checkSiteImport' | 'importSites' | 'importSubdistricts'> => ({
  async checkSiteImport({ body }) {
    const file = readCsv(body.csv)
    if (!file.ok) return accept({ rows: 0, added: [], changed: [], unchanged: 0, errors: [...file.errors] })
    return accept(decideSiteImport(file.table, await directory.readDirectory(), initialsOf).report)
  },

  async importSites(request) {
    const file = readCsv(request.body.csv)
    if (!file.ok) return refuse('import-has-errors', { errors: file.errors })
    const done = await changeDirectory<Import<Site>, ImportRefusal>(directory, {
      judge: (found) => wholeOrNone(decideSiteImport(file.table, found, initialsOf)),
      save: (found, decided) =>
        directory.saveSites(found.edition, decided.writes, sitesEntry(request, found, decided)),
      replayed: 'stale-version',
    })
    return done.ok ? accept(done.value.report) : done
  },

  async importSubdistricts(request) {
    const file = readCsv(request.body.csv)
    if (!file.ok) return refuse('import-has-errors', { errors: file.errors })
    const done = await changeDirectory<Import<Subdistrict>, ImportRefusal>(directory, {
      judge: ({ subdistricts }) => wholeOrNone(decideSubdistrictImport(file.table, subdistricts, initialsOf)),
      save: (found, decided) =>
        directory.saveSubdistricts(found.edition, decided.writes, subdistrictsEntry(request, decided)),
      replayed: 'stale-version',
    })
    return done.ok ? accept(done.value.report) : done
  },
})
