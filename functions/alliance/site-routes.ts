import { initialsOf } from '#functions/platform/initials.ts'
import type { Handlers } from '#functions/platform/request.ts'
import { mayDo } from '#shared/access/index.ts'
import {
  type allianceContract,
  decideSite,
  decideSiteChange,
  inListOrder,
  isCommunitySite,
  isMainSite,
  siteFrom,
  siteMatches,
} from '#shared/alliance/index.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import { departmentCardOf } from './answers.ts'
import type { DepartmentRepository } from './department-repository.ts'
import { changeDirectory, factsOf, office } from './directory-change.ts'
import type { DirectoryRepository } from './repository.ts'

type All = Handlers<typeof allianceContract.operations>

export const siteRoutes = (
  directory: DirectoryRepository,
  departments: DepartmentRepository,
): Pick<All, 'listSites' | 'readSite' | 'listSubdistricts' | 'readOrganisation'> => ({
  async listSites({ query }) {
    const { search = '', area, kind, tier, after, limit } = query
    const found = (await directory.listSites())
      .filter((site) => siteMatches(site, search))
      .filter((site) => area === undefined || site.areaCode.startsWith(area))
      .filter((site) => (kind ?? site.kind) === site.kind && (tier ?? site.tier) === site.tier)
      .sort(inListOrder)
    const from = after === undefined ? 0 : found.findIndex(({ siteId }) => siteId === after) + 1
    const sites = found.slice(from, from + limit)
    const last = from + limit < found.length ? sites.at(-1) : undefined
    return accept({ sites, total: found.length, ...(last ? { next: last.siteId } : {}) })
  },

  async readSite({ params, ability }) {
    const site = await directory.findSite(params.siteId)
    if (!site) return refuse('site-unknown')
    const { siteId } = site
    if (!isCommunitySite(site) || !mayDo(ability, 'read', 'Department', { siteId })) return accept({ site })
    const department = await departments.findDepartment(departments.departmentIdOf(siteId))
    return accept({ site, ...(department ? { department: departmentCardOf(department, site) } : {}) })
  },

  async listSubdistricts() {
    return accept({ subdistricts: await directory.listSubdistricts() })
  },

  async readOrganisation({ params }) {
    const all = await directory.listSites()
    const sites = all.filter(({ organisationId }) => organisationId === params.organisationId)
    const main = sites.find(isMainSite)
    if (!main) return refuse('site-unknown')
    const { organisationId, name, kind, tier, networkRole } = main
    return accept({ organisationId, name, kind, tier, networkRole, sites: sites.sort(inListOrder) })
  },
})

export const siteWrites = (directory: DirectoryRepository): Pick<All, 'addSite' | 'changeSite'> => ({
  addSite({ body, createdId, entry }) {
    const wanted = siteFrom(body, createdId, 1, initialsOf)
    return changeDirectory(directory, {
      judge: ({ sites, subdistricts }) => decideSite(wanted, sites, subdistricts),
      save: (found, site) => {
        const data = factsOf(site, found)
        const added = entry({ ...office, act: 'site-added', aggregateId: site.siteId, data, answer: site })
        return directory.saveSites(found.edition, [site], added)
      },
      replayed: 'site-number-taken',
    })
  },

  changeSite({ params, body, entry }) {
    const { version, ...fields } = body
    return changeDirectory(directory, {
      judge: (found) => decideSiteChange({ siteId: params.siteId, version, fields }, found, initialsOf),
      save: (found, site) => {
        const data = factsOf(site, found)
        return directory.saveSites(
          found.edition,
          [site],
          entry({ ...office, act: 'site-changed', aggregateId: site.siteId, data }),
        )
      },
      replayed: 'stale-version',
    })
  },
})
