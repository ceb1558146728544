import { computed, type Ref, ref, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { isProblem, online, useAbility, useToast, type Version } from '#frontends/kit/index.ts'
import type { DepartmentView, ItemAnswer } from '#shared/alliance/index.ts'
import { alliance } from '../api.ts'
import { useStep } from '../queries.ts'
import { answersIn, clashesOf, type Draft, type DraftAnswer, unexplained, written } from './draft.ts'
import { itemShort, standardFor } from './standard-words.ts'

/**
 * The answers to a checklist while they are written: by the site in its self-check, by the inspectors on site. What is saved
 * names the version at which the writing began; where somebody else saved meanwhile, both versions are shown.
 */
export function useWriting(department: () => DepartmentView) {
  const { t } = useI18n()
  const { say } = useToast()
  const { may } = useAbility()
  const mayDo = (action: string): boolean => may(action, 'Department', { siteId: department().siteId })
  const writing = computed(() => {
    const { state } = department()
    if (state === 'self-checking' && mayDo('self-check')) return 'self-check'
    return state === 'inspecting' && mayDo('inspect') ? 'inspection' : undefined
  })
  const readOf = (view: DepartmentView): readonly ItemAnswer[] =>
    writing.value === 'inspection' ? (view.inspection?.answers ?? []) : view.selfCheck
  const draft = ref<Draft>(new Map())
  const begun = ref<DepartmentView>(department())
  const missing = ref<string[]>([])
  const { mutateAsync: take, error, isLoading, reset } = useStep(() => department().departmentId)
  const clash = computed(
    () => draft.value.size > 0 && isProblem(error.value, 'urn:problem:alliance:stale-version'),
  )

  watch(department, (view) => {
    if (draft.value.size === 0 || view.state !== begun.value.state) settle(view)
  })
  function settle(view: DepartmentView): void {
    begun.value = view
    draft.value = new Map()
    missing.value = []
  }
  function write(itemId: string, given: DraftAnswer): void {
    draft.value = written(draft.value, readOf(begun.value), itemId, given)
    missing.value = missing.value.filter((one) => one !== itemId)
  }

  async function save(): Promise<void> {
    missing.value = unexplained(draft.value)
    const first = missing.value[0]
    if (first) return document.getElementById(`item-${first}`)?.scrollIntoView({ block: 'center' })
    const params = { departmentId: department().departmentId }
    const body = { version: begun.value.version, answers: answersIn(draft.value) }
    const call = () =>
      writing.value === 'inspection'
        ? alliance.saveInspection({ params, body })
        : alliance.saveSelfCheck({ params, body })
    const saved = await take(call).catch(() => undefined)
    if (!saved) return
    settle(saved)
    say(t('items.saved', { n: body.answers.length }))
  }

  const versions = useVersions(department, { begun, draft, readOf })
  function takeTheirs(): void {
    settle(department())
    reset()
  }
  /** The server lays answers over what it has, item by item: theirs stay where these say nothing. */
  function keepMine(): void {
    begun.value = department()
    reset()
    void save()
  }

  const progress = useProgress(department, { begun, draft, readOf })
  return {
    ...{ mayDo, writing, draft, begun, missing, take, error, isLoading, write, save },
    ...{ clash, versions, takeTheirs, keepMine, ...progress },
  }
}

interface Written {
  readonly begun: Ref<DepartmentView>
  readonly draft: Ref<Draft>
  readonly readOf: (view: DepartmentView) => readonly ItemAnswer[]
}

/** What two have written of the same items, in words. */
function useVersions(department: () => DepartmentView, { begun, draft, readOf }: Written) {
  const { t } = useI18n()
  const wordsOf = (one: (Pick<ItemAnswer, 'answer'> & { note?: string | undefined }) | undefined): string => {
    if (!one) return t('answer.none')
    const answer = t(`answer.${one.answer}`)
    return one.note ? t('answer.noted', { answer, note: one.note }) : answer
  }
  return computed<Version[]>(() => {
    const standard = standardFor(department().standardVersion)
    return clashesOf(draft.value, readOf(begun.value), readOf(department())).map(
      ({ itemId, mine, theirs, before }) => ({
        label: itemShort(standard, itemId),
        mine: wordsOf(mine ?? before),
        theirs: wordsOf(theirs),
        before: wordsOf(before),
      }),
    )
  })
}

/** How many items are answered, and whether there is anything to save. */
function useProgress(department: () => DepartmentView, { begun, draft, readOf }: Written) {
  const { t } = useI18n()
  const answered = computed(() => {
    const known = readOf(begun.value).map(({ itemId }) => itemId)
    return new Set([...known, ...draft.value.keys()]).size
  })
  const total = computed(() => standardFor(department().standardVersion).items.length)
  const unsavable = computed(() => {
    if (!online.value) return t('offline')
    return draft.value.size === 0 ? t('items.nothing') : ''
  })
  return { answered, total, unsavable }
}
