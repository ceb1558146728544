import { beforeEach, describe, expect, it } from 'vitest'
import { patientsConsumers } from '#functions/patients/consumers.ts'
import { noticeDesk } from '#functions/patients/notice-desk.ts'
import type { Delivered } from '#functions/platform/events.ts'
import { openPatients, type Patients, registered } from './support.ts'

let context: Patients
let patientId: string
const booked = (siteId: string, id = patientId): Delivered => ({
  context: 'scheduling',
  act: 'appointment-booked',
  aggregateId: 'a1',
  entryId: 'e1',
  at: 1_790_000_000_000,
  personId: 'wang-guilan',
  basis: 'self',
  patientIds: [id],
  bodyId: siteId,
  data: { slotId: 's1' },
  order: 'o1',
})
const hear = (event: Delivered) => {
  return patientsConsumers(noticeDesk(context.platform))['scheduling/appointment-booked']?.(event)
}

describe('scheduling/appointment-booked', () => {
  beforeEach(async () => {
    context = await openPatients()
    patientId = await registered(context.wangjing)
  })

  it('makes the patient known at the clinic of the appointment', async () => {
    await hear(booked('site-001'))
    const found = await context.jiuxianqiao.get(`/api/patients/records/${patientId}`)
    expect(found.body.siteIds).toEqual(['site-050', 'site-001'])
    expect((await context.journal()).find(({ act }) => act === 'patient-changed')).toMatchObject({
      basis: 'appointment',
      personId: 'wang-guilan',
    })
  })

  it('leaves an entry of its own moment, however late it hears of the booking', async () => {
    const before = Date.now()
    await hear(booked('site-001'))
    const entry = (await context.journal()).find(({ act }) => act === 'patient-changed')
    expect(entry?.at).toBeGreaterThanOrEqual(before)
  })

  it('changes nothing when it comes twice, or where the patient is known already', async () => {
    await hear(booked('site-001'))
    await hear(booked('site-001'))
    await hear(booked('site-050'))
    expect(await context.journal()).toHaveLength(2)
  })

  it('takes no notice of a patient it does not have', async () => {
    await hear(booked('site-001', 'nobody'))
    expect(await context.journal()).toHaveLength(1)
  })
})
