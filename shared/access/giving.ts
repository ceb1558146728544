import { accept, type Decision, refuse } from '#shared/kernel/decision.ts'
import type { Grant, Role } from './model.ts'

export type GiveRefusal = 'own-grant' | 'grant-unbound' | 'grants-full'
export type TakeRefusal = 'own-grant' | 'grant-unknown'

type Binding = Exclude<keyof Grant, 'role'>
const bindings: readonly Binding[] = ['siteId', 'organisationId', 'practitionerId', 'patientId']

/** What each role is bound to. A role without its binding would hold nowhere, or everywhere. */
const boundTo: Readonly<Record<Role, Binding | undefined>> = {
  patient: 'patientId',
  guardian: 'patientId',
  'clinic-staff': 'siteId',
  practitioner: 'practitionerId',
  'panel-expert': undefined,
  'panel-coordinator': undefined,
  'referral-desk': 'organisationId',
  pharmacist: 'siteId',
  'alliance-office': undefined,
  auditor: undefined,
}

/** An expert may be a registered practitioner too; every other binding is exactly the role's own. */
const wellBound = (given: Grant): boolean =>
  bindings.every((binding) => {
    const wanted = boundTo[given.role] === binding
    if (given.role === 'panel-expert' && binding === 'practitionerId') return true
    return (given[binding] !== undefined) === wanted
  })

const isSame = (a: Grant, b: Grant): boolean =>
  a.role === b.role && bindings.every((binding) => a[binding] === b[binding])

const most = 20

/** Decides on giving: nobody raises themselves. The value is what the person holds then. */
export function decideGive(
  giverId: string,
  personId: string,
  held: readonly Grant[],
  given: Grant,
): Decision<Grant[], GiveRefusal> {
  if (giverId === personId) return refuse('own-grant')
  if (!wellBound(given)) return refuse('grant-unbound')
  if (held.some((one) => isSame(one, given))) return accept([...held])
  return held.length >= most ? refuse('grants-full') : accept([...held, given])
}

/** Decides on taking: nobody locks themselves out, so an office always has a second person. */
export function decideTake(
  takerId: string,
  personId: string,
  held: readonly Grant[],
  taken: Grant,
): Decision<Grant[], TakeRefusal> {
  if (takerId === personId) return refuse('own-grant')
  const rest = held.filter((one) => !isSame(one, taken))
  return rest.length === held.length ? refuse('grant-unknown') : accept(rest)
}
