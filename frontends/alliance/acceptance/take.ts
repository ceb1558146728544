import type { DepartmentView } from '#shared/alliance/index.ts'
import type { IsoDate } from '#shared/kernel/calendar.ts'
import { alliance } from '../api.ts'
import type { StepCommand } from './steps.ts'

export interface StepWords {
  readonly reason: string
  readonly due: IsoDate
  readonly dues: readonly { readonly itemId: string; readonly due: IsoDate }[]
  readonly findings: readonly { readonly itemId: string; readonly reason: string; readonly due: IsoDate }[]
}

type Call = (found: DepartmentView, words: StepWords) => Promise<DepartmentView>
const target = ({ departmentId }: DepartmentView) => ({ departmentId })

/** The call that each step is. */
export const calls: Readonly<Record<StepCommand, Call>> = {
  submitSelfCheck: (found) =>
    alliance.submitSelfCheck({ params: target(found), body: { version: found.version } }),
  withdraw: (found) =>
    alliance.withdrawApplication({ params: target(found), body: { version: found.version } }),
  returnSelfCheck: (found, { reason }) =>
    alliance.returnSelfCheck({ params: target(found), body: { version: found.version, reason } }),
  startInspection: (found) =>
    alliance.startInspection({ params: target(found), body: { version: found.version } }),
  requireRectification: (found, { due, dues }) =>
    alliance.requireRectification({
      params: target(found),
      body: { version: found.version, due, dues: [...dues] },
    }),
  pass: (found) => alliance.passDepartment({ params: target(found), body: { version: found.version } }),
  submitRectification: (found) =>
    alliance.submitRectification({ params: target(found), body: { version: found.version } }),
  returnRectification: (found, { findings }) =>
    alliance.returnRectification({
      params: target(found),
      body: { version: found.version, findings: [...findings] },
    }),
  suspend: (found, { reason }) =>
    alliance.suspendDepartment({ params: target(found), body: { version: found.version, reason } }),
  reinstate: (found) =>
    alliance.reinstateDepartment({ params: target(found), body: { version: found.version } }),
  reinspect: (found) =>
    alliance.reinspectDepartment({ params: target(found), body: { version: found.version } }),
}
