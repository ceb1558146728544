import { computed } from 'vue'
import { useAbility, useActor, useAddress } from '#frontends/kit/index.ts'
import { practitionerOf } from '#shared/access/index.ts'
import { useDoctors } from './doctors.ts'

/** Whose offers: one's own, or those of the person in the address, whom the hospital speaks for. */
export function useWhose(action: string, kind: string) {
  const { can, may } = useAbility()
  const { actor, acting } = useActor()
  const named = useAddress('practitioner')
  const practitionerId = computed(() =>
    actor.value && can(action, kind) ? (named.value ?? practitionerOf(actor.value)) : undefined,
  )
  /** The hospital that one speaks for; its doctors are chosen from. */
  const hospital = computed(() => {
    const organisationId = acting.value?.organisationId
    return organisationId && may(action, kind, { organisationId }) ? organisationId : undefined
  })
  const chooses = computed(() => (named.value === undefined ? hospital.value : undefined))
  const { data: doctors } = useDoctors(() => (named.value === undefined ? undefined : hospital.value))
  const name = computed(
    () => doctors.value?.practitioners.find((one) => one.practitionerId === named.value)?.name ?? '',
  )
  /** What keeps the person in the next address. */
  const suffix = computed(() => (named.value ? `?practitioner=${named.value}` : ''))
  return { practitionerId, suffix, own: computed(() => named.value === undefined), hospital, chooses, name }
}
