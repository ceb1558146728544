import { useI18n } from 'vue-i18n'
import { useFormats } from '#frontends/kit/index.ts'
import type { Proposal } from '#shared/scheduling/index.ts'
import type { ProposalLine } from './proposals.ts'

interface Planned extends Pick<Proposal, 'time'> {
  readonly day: Pick<Proposal['day'], 'date'>
}

/** Proposals in words: when, at what cost, and what stands in the way where there is none. */
export function useProposalWords() {
  const { t } = useI18n()
  const formats = useFormats()
  const when = ({ day, time }: Planned): string =>
    `${formats.value.day(day.date)} ${formats.value.span(time)}`
  function cost({ travel, instead, visitOfWeek, mode, kind }: Proposal): string {
    const said = [t(`kind.${kind}`), t(`proposal.mode.${mode}`)]
    if (instead) said.push(t('proposal.instead', { site: instead.siteName, free: instead.free }))
    if (travel.before) said.push(t('proposal.before', { minutes: travel.before }))
    if (travel.after) said.push(t('proposal.after', { minutes: travel.after }))
    if (!travel.before && !travel.after && travel.added > 0)
      said.push(t('proposal.travel', { minutes: travel.added }))
    if (visitOfWeek > 1) said.push(t('proposal.visit', { n: visitOfWeek }))
    return said.join(' · ')
  }
  function why({ gap, hindered }: Pick<ProposalLine, 'gap' | 'hindered'>): string {
    if (!gap.accepted) return t('proposal.not-accepted')
    const reasons = hindered.map(({ reason, people }) => t(`proposal.hindrance.${reason}`, { n: people }))
    return reasons.length > 0
      ? t('proposal.hindered', { reasons: reasons.join(t('proposal.and')) })
      : t('proposal.nobody')
  }
  return { when, cost, why }
}
