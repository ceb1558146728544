import type { Handlers } from '#functions/platform/request.ts'
import { mayDo } from '#shared/access/index.ts'
import { acceptanceStates, type allianceContract, siteOf } from '#shared/alliance/index.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import { departmentCardOf } from './answers.ts'
import { type DepartmentAtSite, findAtSite, listVisible } from './department-at-site.ts'
import type { DepartmentRepository } from './department-repository.ts'
import type { DirectoryRepository } from './repository.ts'

type All = Handlers<typeof allianceContract.operations>
type State = (typeof acceptanceStates)[number]

const countsOf = (found: readonly DepartmentAtSite[]): Record<State, number> => {
  const count = (state: State) => found.filter(({ department }) => department.state === state).length
  return Object.fromEntries(acceptanceStates.map((state) => [state, count(state)])) as Record<State, number>
}

export const departmentRoutes = (
  directory: DirectoryRepository,
  departments: DepartmentRepository,
): Pick<All, 'listDepartments' | 'readDepartment'> => ({
  async listDepartments({ query, actor, ability }) {
    const found = await listVisible(directory, departments, { actor, ability })
    const shown = found.filter(({ department }) => (query.state ?? department.state) === department.state)
    return accept({
      departments: shown.map(({ department, site }) => departmentCardOf(department, site)),
      counts: countsOf(found),
    })
  },

  async readDepartment({ params, ability }) {
    const found = await findAtSite(directory, departments, params.departmentId)
    const siteId = found?.site.siteId
    if (!found || !mayDo(ability, 'read', 'Department', { siteId })) return refuse('department-unknown')
    return accept({ ...found.department, site: siteOf(found.site) })
  },
})
