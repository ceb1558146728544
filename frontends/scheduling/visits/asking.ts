import { computed, ref, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { online, useKeys } from '#frontends/kit/index.ts'
import type { Candidate, Visit } from '#shared/scheduling/index.ts'
import { isOpen } from './candidates.ts'
import type { Wanted } from './wanted.ts'

/** Whom another clinic was faster with, and what was answered. */
export interface Lost {
  readonly candidate: Candidate
  readonly problem: unknown
}

/** Choosing among those who can come, by mouse or keys, and what the last request came to. */
export function useAsking(
  candidates: () => readonly Candidate[],
  wanted: () => Wanted,
  again: () => Promise<unknown>,
) {
  const { t } = useI18n()
  const able = computed(() => candidates().filter(isOpen))
  const bookable = computed(() => candidates().filter(({ can }) => can === 'book'))
  const selected = ref<string>()
  const chosen = computed(
    () => able.value.find(({ practitionerId }) => practitionerId === selected.value) ?? able.value[0],
  )
  const asking = shallowRef<Candidate>()
  const done = shallowRef<Visit>()
  const lost = shallowRef<Lost>()

  function forget(): void {
    done.value = undefined
    lost.value = undefined
  }
  watch(wanted, (to, from) => {
    if (JSON.stringify(to) === JSON.stringify(from)) return
    selected.value = undefined
    asking.value = undefined
    forget()
  })

  function ask(candidate: Candidate): void {
    if (!online.value) return
    selected.value = candidate.practitionerId
    forget()
    asking.value = candidate
  }
  function agreed(visit: Visit): void {
    asking.value = undefined
    done.value = visit
  }
  async function missed(candidate: Candidate, problem: unknown): Promise<void> {
    asking.value = undefined
    lost.value = { candidate, problem }
    selected.value = undefined
    await again()
  }

  function step(by: 1 | -1): void {
    const at = chosen.value ? able.value.indexOf(chosen.value) : -1
    const next = able.value[Math.min(able.value.length - 1, Math.max(0, at + by))]
    selected.value = next?.practitionerId
    document.querySelector(`[data-candidate="${next?.practitionerId}"]`)?.scrollIntoView({ block: 'nearest' })
  }
  const digits = Object.fromEntries(
    Array.from({ length: 9 }, (_, index) => [
      String(index + 1),
      {
        label: () => t('coming.key', { n: index + 1 }),
        run: () => {
          const one = bookable.value[index]
          if (one) ask(one)
        },
        when: () => bookable.value.length > index,
      },
    ]),
  )
  useKeys({
    ...digits,
    up: { label: () => t('keys.select'), run: () => step(-1) },
    down: { label: () => t('keys.select'), run: () => step(1) },
    enter: {
      label: () => t('coming.enter'),
      run: () => chosen.value && ask(chosen.value),
      when: () => chosen.value !== undefined,
    },
  })

  return { selected, chosen, asking, done, lost, ask, agreed, missed }
}
