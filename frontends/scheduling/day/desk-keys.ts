import { useI18n } from 'vue-i18n'
import { useKeys } from '#frontends/kit/index.ts'
import type { Desk } from './desk.ts'

/** The keys by which a queue is worked, and as the foot line names them. */
export function useDeskKeys(desk: Desk) {
  const { t } = useI18n()
  const called = () => desk.inside.value[0]
  const chosen = () => desk.selected.value
  useKeys({
    up: { label: () => t('keys.select'), run: () => desk.select(-1) },
    down: { label: () => t('keys.select'), run: () => desk.select(1) },
    q: { label: () => t('step.check-in'), run: () => desk.step(chosen(), 'check-in') },
    space: { label: () => t('keys.call-next'), run: () => desk.step(desk.next.value, 'call') },
    e: {
      label: () => t('step.finish'),
      run: () => desk.step(chosen()?.state === 'called' ? chosen() : called(), 'finish'),
    },
    r: {
      label: () => t('step.recall'),
      run: () => desk.step(called(), 'call'),
      when: () => called() !== undefined,
    },
    g: { label: () => t('step.skip'), run: () => desk.step(called() ?? desk.next.value, 'skip') },
    n: { label: () => t('step.miss'), run: () => desk.step(chosen(), 'miss') },
    z: { label: () => t('step.undo'), run: desk.undoLast, when: desk.mayUndo },
  })
  return () => [
    { name: ['up', 'down'], label: t('keys.select') },
    { name: 'q', label: t('step.check-in') },
    { name: 'space', label: t('keys.call-next') },
    { name: 'e', label: t('step.finish') },
    { name: 'r', label: t('step.recall') },
    { name: 'g', label: t('step.skip') },
    { name: 'n', label: t('step.miss') },
    { name: 'z', label: t('step.undo') },
  ]
}
