import { type Acts, api, clinicTime, pick } from './asking.ts'
import { doctors, sites } from './crowd.ts'

/** What practitioners have to do besides. */
export const commitmentActs = {
  /** Leave, duty or teaching that somebody enters. */
  commit(world, { who, how, what }, key) {
    const practitionerId = pick(doctors, who) ?? ''
    const kind = pick(['leave', 'hospital-duty', 'teaching'], how)
    const place = kind === 'leave' ? {} : { placeId: pick(sites, what) }
    const body = { kind, date: world.day(what), time: clinicTime(how + what), ...place }
    const path = `${api}/practitioners/${practitionerId}/commitments`
    return { send: () => world.as(practitionerId).post(path, body, key), acts: ['commitment-added'] }
  },
  roster(world, { who, how, what }, key) {
    const practitionerId = pick(doctors, who) ?? ''
    const { start, end } = clinicTime(how)
    const clock = (minute: number) =>
      `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
    const line = `${practitionerId},${world.day(what)},${clock(start)},${clock(end)},值班`
    const file = Buffer.from(`姓名,日期,开始,结束,类别\n${how % 4 === 0 ? '' : line}\n`).toString('base64')
    const span = { from: world.day(0), to: world.day(2) }
    const body = {
      owner: { kind: 'practitioner', id: practitionerId },
      source: 'duty',
      format: 'csv',
      file,
      ...span,
    }
    return {
      send: () => world.as(practitionerId).post(`${api}/roster-imports`, body, key),
      severalWrites: true,
    }
  },
  uncommit(world, { what }) {
    const own = [...world.mirror.days.values()].flatMap(({ practitionerId, date, commitments }) =>
      commitments
        .filter(({ kind }) => kind !== 'clinic-visit')
        .map(({ claimId }) => ({ practitionerId, date, claimId })),
    )
    const one = pick(own, what)
    if (!one) return undefined
    const { practitionerId, date, claimId } = one
    const path = `${api}/practitioners/${practitionerId}/days/${date}/commitments/${claimId}`
    return { send: () => world.as(practitionerId).delete(path) }
  },
} satisfies Acts
