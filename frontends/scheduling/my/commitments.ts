import { useI18n } from 'vue-i18n'
import { useToast } from '#frontends/kit/index.ts'
import type { IsoDate } from '#shared/kernel/calendar.ts'
import type { Commitment } from '#shared/scheduling/index.ts'
import { type CommitmentPlan, useAddCommitment, useRemoveCommitment } from '../rosters/queries.ts'

/** What one entered oneself is taken back at once; the toast puts it there again. */
export function useTakingBack(practitionerId: () => string | undefined) {
  const { t } = useI18n()
  const { undoable } = useToast()
  const { mutateAsync: add } = useAddCommitment(practitionerId)
  const { mutateAsync: take, error: notTaken } = useRemoveCommitment(practitionerId)

  async function takeBack(date: IsoDate, { claimId, kind, time, placeId }: Commitment): Promise<void> {
    const done = await take({ date, claimId }).catch(() => undefined)
    if (!done) return
    const plan = { kind, date, time, ...(placeId ? { placeId } : {}) } as CommitmentPlan
    undoable(
      t('my.commit-removed', { kind: t(`commitment.${kind}`) }),
      () => void add(plan).catch(() => undefined),
    )
  }

  return { takeBack, notTaken }
}
