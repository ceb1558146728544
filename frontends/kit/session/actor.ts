import { computed, shallowRef } from 'vue'
import { type Actor, abilityFor, type Grant, mayDo } from '#shared/access/index.ts'

const actor = shallowRef<Actor>()
const chosen = shallowRef(0)
const place = shallowRef('')

/** Root says once who is signed in; tests say it per test. */
export function actAs(person: Actor | undefined, grantIndex = 0): void {
  actor.value = person
  chosen.value = grantIndex
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
  },
})

/** `can('read', 'Session')` for a kind of thing; `may('stop', 'Session', { siteId })` for this very one. */
export const useAbility = () => ({
  ability,
  can: (action: string, kind: string): boolean => ability.value.can(action, kind),
  may: (action: string, kind: string, about: Record<string, unknown>): boolean =>
    mayDo(ability.value, action, kind, about),
})

/** The name that the shell shows top left: where the person is working. */
export const usePlace = () => ({
  place,
  workAt: (name: string): void => {
    place.value = name
  },
})
