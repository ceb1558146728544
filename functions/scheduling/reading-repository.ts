import type { FieldCipher } from '#functions/platform/keys.ts'
import { addDays } from '#shared/kernel/calendar.ts'
import {
  type HalfDay,
  type Session,
  type SessionKey,
  type SlotKey,
  sessionIdOf,
  type Template,
} from '#shared/scheduling/index.ts'
import type { SchedulingEntities } from './entities.ts'
import { unpackGuard } from './guard-packing.ts'
import { slotFrom } from './packing.ts'
import type { Guard, Misses, SiteRooms, StoredSlot } from './records.ts'

/** A fresh reader costs twice as much and sees what has just been written (strongly consistent). */
export interface Reading {
  readonly fresh?: boolean
}
const consistency = ({ fresh = false }: Reading = {}) => ({ consistent: fresh })
const whole = { pages: 'all' } as const

export const halfOf = (half: HalfDay): '1' | '2' => (half === 'morning' ? '1' : '2')

export const sessionReader = ({ sessions, rooms }: SchedulingEntities) => ({
  /** 0.5 RCU; 1 fresh. */
  async findSession(key: SessionKey, reading?: Reading): Promise<Session | undefined> {
    const { siteId, date, suffix } = key
    const { data } = await sessions.get({ siteId, date, suffix }).go(consistency(reading))
    return data ? sessionFrom(data) : undefined
  },

  /** From `from` to `to`, both included, by day. */
  async listSessions(siteId: string, from: string, to: string): Promise<Session[]> {
    const days = [{ date: from }, { date: addDays(to, 1) }] as const
    const { data } = await sessions.query
      .primary({ siteId })
      .between(...days)
      .go(whole)
    return data.map(sessionFrom).sort((a, b) => a.date.localeCompare(b.date) || a.time.start - b.time.start)
  },

  async readRooms(siteId: string, date: string): Promise<SiteRooms> {
    const { data } = await rooms.get({ siteId, date }).go({ consistent: true })
    return data ?? { siteId, date, version: 0, uses: [] }
  },
})

export const sessionFrom = (item: {
  siteId: string
  date: string
  suffix: string
  version: number
  facts: object
}): Session => {
  const { siteId, date, version, facts } = item
  return { ...facts, sessionId: sessionIdOf(item), siteId, date, version } as Session
}

export const slotReader = ({ slots }: SchedulingEntities, fields: FieldCipher) => ({
  async findSlot(key: SlotKey, reading?: Reading): Promise<StoredSlot | undefined> {
    const { data } = await slots.get(key).go(consistency(reading))
    return data ? slotFrom(fields, data) : undefined
  },

  /** The numbers of one session, in their order. A session of 40 is at most 2 RCU. */
  async listSlots({ siteId, date, suffix }: SessionKey, reading?: Reading): Promise<StoredSlot[]> {
    const { data } = await slots.query
      .primary({ siteId, date, suffix })
      .go({ ...whole, ...consistency(reading) })
    return data.map((item) => slotFrom(fields, item))
  },

  /** The numbers of all sessions of a site's days, both days included. */
  async listSiteSlots(siteId: string, from: string, to: string): Promise<StoredSlot[]> {
    const days = [{ date: from }, { date: addDays(to, 1) }] as const
    const { data } = await slots.query
      .primary({ siteId })
      .between(...days)
      .go(whole)
    return data.map((item) => slotFrom(fields, item))
  },
})

export const guardReader = ({ guards, misses }: SchedulingEntities) => ({
  async findGuard(
    patientId: string,
    date: string,
    half: HalfDay,
    reading?: Reading,
  ): Promise<Guard | undefined> {
    const { data } = await guards.get({ patientId, date, half: halfOf(half) }).go(consistency(reading))
    return data ? unpackGuard(data) : undefined
  },

  /** A patient's half-days from `from` to `to`, both included. */
  async listGuards(patientId: string, from: string, to: string, reading?: Reading): Promise<Guard[]> {
    const days = [{ date: from }, { date: addDays(to, 1) }] as const
    const { data } = await guards.query
      .primary({ patientId })
      .between(...days)
      .go({ ...whole, ...consistency(reading) })
    return data.map(unpackGuard)
  },

  async readMisses(patientId: string): Promise<Misses> {
    const { data } = await misses.get({ patientId }).go({ consistent: true })
    return data ?? { patientId, version: 0, missed: [] }
  },

  /** A page of a patient's own list, latest first: ten are 1 RCU, read fresh. */
  async pageGuards(
    patientId: string,
    after: string | undefined,
  ): Promise<{ guards: Guard[]; next: string | undefined }> {
    const before = after?.slice(0, 10) ?? '9999-12-31'
    const half = after?.endsWith('.2') ? '1' : '0'
    const upTo = after ? { date: before, half: half as '1' } : { date: before }
    const page = { limit: 10, order: 'desc', consistent: true } as const
    const { data, cursor } = await guards.query
      .primary({ patientId })
      .between({ date: '0000-01-01' }, upTo)
      .go(page)
    const last = data.at(-1)
    return { guards: data.map(unpackGuard), next: cursor && last ? `${last.date}.${last.half}` : undefined }
  },
})

export const templateReader = ({ templates }: SchedulingEntities) => ({
  async listTemplates(siteId: string): Promise<Template[]> {
    const { data } = await templates.query.primary({ siteId }).go(whole)
    return data.map(templateFrom)
  },
  async findTemplate(siteId: string, templateId: string): Promise<Template | undefined> {
    const { data } = await templates.get({ siteId, templateId }).go({ consistent: true })
    return data ? templateFrom(data) : undefined
  },
})

const templateFrom = ({
  siteId,
  templateId,
  version,
  facts,
}: {
  siteId: string
  templateId: string
  version: number
  facts: object
}): Template => ({ ...facts, siteId, templateId, version }) as Template
