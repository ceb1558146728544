import type { Handlers } from '#functions/platform/request.ts'
import type { Actor } from '#shared/access/index.ts'
import { patientsOf } from '#shared/access/index.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import { type Addressee, addressees, type patientsContract } from '#shared/patients/index.ts'
import type { NoticeDesk } from './notice-parts.ts'
import { noticeEventOf, type StoredDelivery, shownNoticeOf, withDelivery } from './notice-record.ts'
import { entryOn, findFor, type RoutesParts } from './on-record.ts'

type Operations = typeof patientsContract.operations
type Reading = Pick<Handlers<Operations>, 'listNotices' | 'listMailboxes' | 'markRead'>

/** Whose copies are the person's own: the patient's, the guardian's, nobody's for who works here. */
const ownCopyOf = (actor: Actor | undefined, patientId: string): Addressee | undefined => {
  const held = actor?.grants.filter((grant) => grant.patientId === patientId) ?? []
  if (held.some(({ role }) => role === 'patient')) return 'patient'
  return held.some(({ role }) => role === 'guardian') ? 'guardian' : undefined
}

const isUnread = ({ channel, state }: StoredDelivery): boolean => channel === 'mailbox' && state !== 'read'

/** The mailboxes: what somebody was told, and that they have seen it. */
export const noticeRoutes = ({ repository, journal, notices }: NoticeDesk & RoutesParts): Reading => ({
  async listNotices(request) {
    const { patientId } = request.params
    const { after, language } = request.query
    const record = await findFor(repository, request, 'read', patientId)
    if (!record) return refuse('patient-unknown')
    const own = ownCopyOf(request.actor, patientId)
    const seen = own ? [own] : addressees
    const [page, unread] = await Promise.all([
      notices.listNotices(patientId, after),
      own ? notices.countUnread(patientId, own) : 0,
    ])
    await journal.note(entryOn(request, record, { act: 'mailbox-read' }))
    const visible = page.notices.filter(({ deliveries }) => deliveries.some(({ to }) => seen.includes(to)))
    return accept({
      notices: visible.map((notice) => shownNoticeOf(notice, language, seen)),
      unread,
      ...(page.next ? { next: page.next } : {}),
    })
  },

  async listMailboxes({ actor }) {
    const patientIds = [...new Set(actor ? patientsOf(actor) : [])]
    const boxes = await Promise.all(
      patientIds.map(async (patientId) => {
        const to = ownCopyOf(actor, patientId) ?? 'patient'
        const relation = to === 'patient' ? ('self' as const) : ('ward' as const)
        return { patientId, relation, unread: await notices.countUnread(patientId, to) }
      }),
    )
    return accept({ boxes })
  },

  async markRead(request) {
    const { patientId, noticeId } = request.params
    const to = ownCopyOf(request.actor, patientId)
    const record = to && (await findFor(repository, request, 'read-mail', patientId))
    if (!record) return refuse('patient-unknown')
    for (let attempt = 0; attempt < 5; attempt++) {
      const notice = await notices.findNotice(patientId, noticeId)
      const copy = notice?.deliveries.find((one) => one.to === to && one.channel === 'mailbox')
      if (!notice || !copy) return refuse('notice-unknown')
      if (!isUnread(copy)) break
      const read = { ...copy, state: 'read', at: request.now } as const
      const after = withDelivery(notice, read)
      const entry = entryOn(request, record, { act: 'notice-read', data: noticeEventOf(after, read) })
      const onNotice = { ...entry, aggregateId: noticeId }
      if (await notices.save(after, { unread: { [to]: -1 } }, onNotice)) break
    }
    return accept({ unread: await notices.countUnread(patientId, to) })
  },
})
