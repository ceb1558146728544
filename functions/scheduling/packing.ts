import type { FieldCipher } from '#functions/platform/keys.ts'
import { present } from '#functions/platform/present.ts'
import {
  type OnBehalf,
  type PatientCard,
  patientCard,
  recognitionCode,
  type Slot,
  sessionIdOf,
  slotIdOf,
} from '#shared/scheduling/index.ts'
import type { SlotItem } from './entities.ts'
import type { StoredSlot } from './records.ts'

/** The card as a list, sealed and bound to its patient: names do not stand open in the table, and items stay small. */
export const packCard = (
  fields: FieldCipher,
  patientId: string,
  { name, sex, birthYear, phoneTail, needs }: PatientCard,
): string => fields.seal(JSON.stringify([name, sex, birthYear, phoneTail ?? '', ...(needs ?? [])]), patientId)

export function unpackCard(fields: FieldCipher, patientId: string, sealed: string): PatientCard {
  const [name, sex, birthYear, phoneTail, ...needs] = JSON.parse(fields.open(sealed, patientId)) as unknown[]
  return patientCard.parse({
    name,
    sex,
    birthYear,
    ...(phoneTail ? { phoneTail } : {}),
    ...(needs.length > 0 ? { needs } : {}),
  })
}

export function slotFrom(fields: FieldCipher, item: SlotItem): StoredSlot {
  const key = { siteId: item.siteId, date: item.date, suffix: item.suffix, number: item.number }
  const { number, pool, releaseAt, state, version, stoppedFrom, lastBy, lastCommand, leftId, leftPatientId } =
    item
  const { holdFor, holdUntil, planned, beyond } = item
  return {
    key,
    slotId: slotIdOf(key),
    sessionId: sessionIdOf(key),
    time: { start: item.start, end: item.end },
    number,
    pool,
    releaseAt,
    state,
    version,
    ...(stoppedFrom === undefined ? {} : { stoppedFrom }),
    ...(holdFor && holdUntil !== undefined ? { hold: { for: holdFor, until: holdUntil } } : {}),
    ...(planned !== undefined && beyond !== undefined ? { capacityStamp: { planned, beyond } } : {}),
    ...heldIn(fields, item),
    ...(lastBy && lastCommand ? { last: { by: lastBy, command: lastCommand } } : {}),
    ...(leftId && leftPatientId ? { left: { appointmentId: leftId, patientId: leftPatientId } } : {}),
  }
}

function heldIn(fields: FieldCipher, item: SlotItem): Pick<Slot, 'held'> {
  const { appointmentId, patientId, card, visit, note, bookedAt, arrivedAt, calledAt, endedAt, before } = item
  const { turn, onBehalf } = item
  if (!appointmentId || !patientId || !card) return {}
  const times = present({ arrivedAt, calledAt, endedAt, before, turn }) as Partial<NonNullable<Slot['held']>>
  return {
    held: {
      appointmentId,
      patientId,
      card: unpackCard(fields, patientId, card),
      visit: visit ?? 'return',
      code: recognitionCode(appointmentId),
      bookedAt: bookedAt ?? 0,
      ...(note ? { note: fields.open(note, patientId) } : {}),
      ...(onBehalf ? { onBehalf: onBehalfFrom(onBehalf) } : {}),
      ...times,
    },
  }
}

const onBehalfFrom = (packed: string): OnBehalf => {
  const [relation, consent] = packed.split(' ')
  return { relation, consent } as OnBehalf
}

export function slotItem(
  fields: FieldCipher,
  { key, time, held, last, left, hold, capacityStamp, ...slot }: StoredSlot,
): SlotItem {
  const { number: _, slotId: __, sessionId: ___, ...own } = slot
  const card = held && packCard(fields, held.patientId, held.card)
  /** Words about a patient are sealed as the name is. */
  const note = held?.note && fields.seal(held.note, held.patientId)
  const { card: ____, code: _____, note: ______, onBehalf, ...rest } = held ?? {}
  return present({
    ...key,
    ...own,
    ...time,
    ...rest,
    card,
    note,
    onBehalf: onBehalf && `${onBehalf.relation} ${onBehalf.consent}`,
    holdFor: hold?.for,
    holdUntil: hold?.until,
    ...capacityStamp,
    lastBy: last?.by,
    lastCommand: last?.command,
    leftId: left?.appointmentId,
    leftPatientId: left?.patientId,
  }) as SlotItem
}
