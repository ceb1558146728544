import type { Request } from '#functions/platform/request.ts'
import { mayDo, sitesOf } from '#shared/access/index.ts'
import { type Department, isCommunitySite, type Site, siteIdOf } from '#shared/alliance/index.ts'
import type { DepartmentRepository } from './department-repository.ts'
import type { DirectoryRepository } from './repository.ts'

export interface DepartmentAtSite {
  readonly department: Department
  readonly site: Site
}

export async function findAtSite(
  directory: DirectoryRepository,
  departments: DepartmentRepository,
  departmentId: string,
): Promise<DepartmentAtSite | undefined> {
  const site = await directory.findSite(siteIdOf(departmentId) ?? '')
  const department =
    site && isCommunitySite(site) ? await departments.findDepartment(departmentId) : undefined
  return site && department ? { site, department } : undefined
}

/** The departments that the person may see; of a clinic's staff only their own sites are read. */
export async function listVisible(
  directory: DirectoryRepository,
  departments: DepartmentRepository,
  { actor, ability }: Pick<Request, 'actor' | 'ability'>,
): Promise<DepartmentAtSite[]> {
  if (mayDo(ability, 'read', 'Department', {})) return listAll(directory, departments)
  const own = actor ? sitesOf(actor, 'clinic-staff') : []
  const found = await Promise.all(
    own.map((siteId) => findAtSite(directory, departments, departments.departmentIdOf(siteId))),
  )
  return found.filter((one) => one !== undefined)
}

async function listAll(
  directory: DirectoryRepository,
  departments: DepartmentRepository,
): Promise<DepartmentAtSite[]> {
  const [sites, written] = await Promise.all([directory.listSites(), departments.listDepartments()])
  const bySite = new Map(written.map((one) => [one.siteId, one]))
  return sites
    .filter(isCommunitySite)
    .map((site) => ({ site, department: bySite.get(site.siteId) ?? departments.unwritten(site.siteId) }))
}
