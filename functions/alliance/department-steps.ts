import type { Handlers, Request } from '#functions/platform/request.ts'
import { mayDo, sitesOf } from '#shared/access/index.ts'
import {
  type allianceContract,
  type Department,
  type DepartmentView,
  decideApplication,
  decideInspection,
  decidePass,
  decideRectification,
  decideRectified,
  decideReinspection,
  decideReturn,
  decideReview,
  decideSchedule,
  decideSelfCheck,
  decideStart,
  decideStep,
  decideSubmission,
  type Site,
  type Standard,
  type Step,
  siteFactsOf,
  siteOf,
} from '#shared/alliance/index.ts'
import { dateAt } from '#shared/kernel/calendar.ts'
import { accept, type Decision, refuse } from '#shared/kernel/decision.ts'
import { standardOf } from './answers.ts'
import { type DepartmentAtSite, findAtSite } from './department-at-site.ts'
import type { DepartmentRepository } from './department-repository.ts'
import { office } from './directory-change.ts'
import type { DirectoryRepository } from './repository.ts'

type All = Handlers<typeof allianceContract.operations>

interface StepRequest extends Pick<Request, 'actor' | 'ability' | 'now' | 'entry'> {
  readonly params: { readonly departmentId: string }
  readonly body: { readonly version: number }
}
type Decide<Reason extends string> = (
  found: Department,
  step: Step,
  standard: Standard,
) => Decision<Department, Reason>

/** Load, decide, save, answer: the same for every step of an acceptance. */
const stepping =
  (directory: DirectoryRepository, departments: DepartmentRepository) =>
  async <Reason extends string>(
    request: StepRequest,
    action: string,
    act: string,
    decide: Decide<Reason>,
  ): Promise<Decision<DepartmentView, Reason | 'department-unknown' | 'stale-version'>> => {
    const found = await findAtSite(directory, departments, request.params.departmentId)
    if (!found) return refuse('department-unknown')
    const { department, site } = found
    if (!mayDo(request.ability, action, 'Department', { siteId: site.siteId }))
      return refuse('department-unknown')
    const decision = decide(department, stepOf(request), standardOf(department))
    if (!decision.ok) return decision
    const became = { department: decision.value, site }
    const data = await told(directory, act, became)
    const { departmentId } = department
    const entry = request.entry({ act, aggregateId: departmentId, data, ...actingFor(request, site) })
    if (await departments.saveDepartment(became.department, entry))
      return accept({ ...became.department, site: siteOf(site) })
    return refuse('stale-version', { current: await departments.findDepartment(departmentId) })
  }
type Advance = ReturnType<typeof stepping>

const stepOf = ({ body, now, actor }: StepRequest): Step => ({
  version: body.version,
  today: dateAt(now),
  at: now,
  by: actor?.displayName ?? '',
})

/** On behalf of whom: a site's own staff act for the site, everybody else for the office. */
function actingFor({ actor }: StepRequest, { siteId }: Site) {
  const own = actor !== undefined && sitesOf(actor, 'clinic-staff').includes(siteId)
  return own ? { bodyId: siteId, basis: 'service' } : office
}

/** What listeners need of a step: of an acceptance all that scheduling shows of a place. */
async function told(
  directory: DirectoryRepository,
  act: string,
  { department, site }: DepartmentAtSite,
): Promise<unknown> {
  const { departmentId, siteId, name, version, state } = department
  if (act !== 'department-accepted') return { departmentId, siteId, departmentVersion: version, state }
  const main = site.branchOf === undefined ? site : await directory.findSite(site.organisationId)
  const facts = siteFactsOf(site, main?.name ?? site.name)
  return { ...facts, departmentId, departmentName: name, departmentVersion: version }
}

type SiteStep =
  | 'applyForAcceptance'
  | 'withdrawApplication'
  | 'saveSelfCheck'
  | 'submitSelfCheck'
  | 'saveRectification'
  | 'submitRectification'

const stepsOfSite = (advance: Advance): Pick<All, SiteStep> => ({
  applyForAcceptance: (request) =>
    advance(request, 'self-check', 'acceptance-applied', (found, step) =>
      decideApplication(found, step, request.body),
    ),
  withdrawApplication: (request) =>
    advance(request, 'self-check', 'application-withdrawn', (found, step) =>
      decideStep(found, 'withdraw', step, { selfCheck: [] }),
    ),
  saveSelfCheck: (request) =>
    advance(request, 'self-check', 'self-check-saved', (found, step, standard) =>
      decideSelfCheck(found, standard, step, request.body),
    ),
  submitSelfCheck: (request) =>
    advance(request, 'self-check', 'self-check-submitted', (found, step, standard) =>
      decideSubmission(found, standard, step),
    ),
  saveRectification: (request) =>
    advance(request, 'rectify', 'finding-rectified', (found, step) =>
      decideRectified(found, step, { itemId: request.params.itemId, note: request.body.note }),
    ),
  submitRectification: (request) => advance(request, 'rectify', 'rectification-submitted', decideReview),
})

type InspectorStep =
  | 'returnSelfCheck'
  | 'scheduleInspection'
  | 'startInspection'
  | 'saveInspection'
  | 'reinspectDepartment'

const stepsOfInspectors = (advance: Advance): Pick<All, InspectorStep> => ({
  returnSelfCheck: (request) =>
    advance(request, 'schedule', 'self-check-returned', (found, step) =>
      decideStep(found, 'returnSelfCheck', step, { reason: request.body.reason }),
    ),
  scheduleInspection(request) {
    const { date, half, inspectors } = request.body
    return advance(request, 'schedule', 'inspection-scheduled', (found, step) =>
      decideSchedule(found, step, { date, half, inspectors }),
    )
  },
  startInspection: (request) => advance(request, 'inspect', 'inspection-started', decideStart),
  saveInspection: (request) =>
    advance(request, 'inspect', 'inspection-saved', (found, step, standard) =>
      decideInspection(found, standard, step, request.body.answers),
    ),
  reinspectDepartment: (request) => advance(request, 'schedule', 'reinspection-required', decideReinspection),
})

type DecidingStep =
  | 'requireRectification'
  | 'returnRectification'
  | 'passDepartment'
  | 'suspendDepartment'
  | 'reinstateDepartment'

const stepsOfOffice = (advance: Advance): Pick<All, DecidingStep> => ({
  requireRectification: (request) =>
    advance(request, 'decide', 'rectification-required', (found, step, standard) =>
      decideRectification(found, standard, step, request.body),
    ),
  returnRectification: (request) =>
    advance(request, 'decide', 'rectification-returned', (found, step) =>
      decideReturn(found, step, request.body.findings),
    ),
  passDepartment: (request) =>
    advance(request, 'decide', 'department-accepted', (found, step, standard) =>
      decidePass(found, standard, step),
    ),
  suspendDepartment: (request) =>
    advance(request, 'decide', 'department-suspended', (found, step) =>
      decideStep(found, 'suspend', step, { reason: request.body.reason }),
    ),
  reinstateDepartment: (request) =>
    advance(request, 'decide', 'department-accepted', (found, step) => decideStep(found, 'reinstate', step)),
})

export function departmentSteps(
  directory: DirectoryRepository,
  departments: DepartmentRepository,
): Pick<All, SiteStep | InspectorStep | DecidingStep> {
  const advance = stepping(directory, departments)
  return { ...stepsOfSite(advance), ...stepsOfInspectors(advance), ...stepsOfOffice(advance) }
}
