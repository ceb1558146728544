import { computed, reactive, shallowRef } from 'vue'
import { type Actor, abilityFor, type Grant, mayDo } from '#shared/access/index.ts'
import { hatBefore, rememberHat } from './hat.ts'

const actor = shallowRef<Actor>()
const chosen = shallowRef(0)

/** Root says once who is signed in; tests say it per test. */
export function actAs(person: Actor | undefined): void {
  actor.value = person
  chosen.value = person ? hatBefore(person) : 0
}

const acting = computed<Grant | undefined>(() => actor.value?.grants[chosen.value] ?? actor.value?.grants[0])

/** Pages hide by the hat that is worn now; the server decides by all the hats a person has. */
const ability = computed(() => {
  const person = actor.value
  return abilityFor(person && acting.value ? { ...person, grants: [acting.value] } : undefined)
})

/** The signed-in person, and in which of their roles they act now. */
export const useActor = () => ({
  actor,
  acting,
  act: (grantIndex: number): void => {
    chosen.value = grantIndex
    if (actor.value && acting.value) rememberHat(actor.value, acting.value)
  },
})

/** `can('read', 'Session')` for a kind of thing; `may('stop', 'Session', { siteId })` for this very one. */
export const useAbility = () => ({
  ability,
  can: (action: string, kind: string): boolean => ability.value.can(action, kind),
  may: (action: string, kind: string, about: Record<string, unknown>): boolean =>
    mayDo(ability.value, action, kind, about),
})

const placesKey = 'xinlian.places'
const places = reactive<Record<string, string>>(placesBefore())

/** Names that apps have said before in this tab, so that the shell can say them while another app is open. */
function placesBefore(): Record<string, string> {
  try {
    return JSON.parse(globalThis.sessionStorage?.getItem(placesKey) ?? '{}') as Record<string, string>
  } catch {
    return {}
  }
}

/** The id of what a role is worn for; none for a patient's or an auditor's. */
const bodyOf = (grant: Grant | undefined): string =>
  grant?.siteId ?? grant?.organisationId ?? grant?.practitionerId ?? ''

const place = computed(() => places[bodyOf(acting.value)] ?? '')

/** Where the person is working, which the shell shows top left: an app that knows the name says it with `workAt`. */
export const usePlace = () => ({
  place,
  placeOf: (grant: Grant): string => places[bodyOf(grant)] ?? '',
  workAt: (name: string): void => {
    places[bodyOf(acting.value)] = name
    try {
      globalThis.sessionStorage?.setItem(placesKey, JSON.stringify(places))
    } catch {
      // Without storage the name is only forgotten sooner.
    }
  },
})
