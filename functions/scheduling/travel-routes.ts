import { accept, refuse } from '#shared/kernel/decision.ts'
import {
  decideRoad,
  type RoadImport,
  type RoadLine,
  type Roads,
  roadBetween,
  withRoad,
  withRoads,
} from '#shared/scheduling/index.ts'
import { type Desk, type SchedulingHandlers, untilSaved } from './desk.ts'
import type { Clinic } from './projections.ts'
import { estimateAmong } from './travel-desk.ts'

const office = { basis: 'office' } as const

/** All ends of an import with its journal entry are one write. */
const mostEnds = 99

/** Lines of the road from a site to others and back. */
function linesFrom(
  { settings }: Desk,
  from: string,
  others: readonly Clinic[],
  known: { clinics: readonly Clinic[]; roads: readonly Roads[] },
): RoadLine[] {
  const table = new Map(known.roads.map((one) => [one.siteId, one]))
  const estimate = estimateAmong(new Map(known.clinics.map((one) => [one.siteId, one])))
  const road = (a: string, b: string) => roadBetween(table, a, b, estimate, settings.unknownTravelMinutes)
  return others.map(({ siteId, name }) => ({
    siteId,
    siteName: name,
    there: road(from, siteId),
    back: road(siteId, from),
  }))
}

type Pair = { readonly siteId: string; readonly otherSiteId: string }

type Asking = Pick<Parameters<SchedulingHandlers['setTravel']>[0], 'entry'>

/** Sets or forgets one direction; both ends are written together, each on the condition that it is as it was read. */
async function changeRoad(
  desk: Desk,
  request: Asking,
  { siteId, otherSiteId }: Pair,
  minutes: number | undefined,
) {
  const { repository } = desk
  const decision = decideRoad(siteId, otherSiteId)
  if (!decision.ok) return decision
  const [origin, goal] = await Promise.all([siteId, otherSiteId].map((one) => repository.findClinic(one)))
  if (!origin || !goal) return refuse('site-unknown')
  return untilSaved(async () => {
    const [from, to] = await Promise.all([repository.findRoads(siteId), repository.findRoads(otherSiteId)])
    const ends = withRoad([from, to], minutes)
    const data = { from: siteId, to: otherSiteId, ...(minutes === undefined ? {} : { minutes }) }
    const act = minutes === undefined ? 'road-cleared' : 'road-measured'
    const entry = request.entry({ ...office, act, aggregateId: `${siteId}.${otherSiteId}`, data })
    if ((await repository.save(ends.map(repository.changed.roads), entry)) !== 'saved') return undefined
    const [line] = linesFrom(desk, siteId, [goal], { clinics: [origin, goal], roads: ends })
    return line ? accept(line) : undefined
  })
}

/** What a file would change, by the table as it stands. */
async function judge({ repository }: Desk, csv: string) {
  const { readRoads } = await import('./travel-file.ts')
  const [places, roads] = await Promise.all([repository.listClinics(), repository.listRoads()])
  const file = readRoads(csv, places)
  const ends = withRoads(roads, file.given)
  const before = new Map(roads.map((one) => [one.siteId, one]))
  const changed = file.given.filter(({ from, to, minutes }) => before.get(from)?.to[to] !== minutes).length
  const report: RoadImport = {
    rows: file.rows,
    changed,
    unchanged: file.given.length - changed,
    errors: [...file.errors],
  }
  return { report, ends, given: file.given }
}

/** 路程表 */
export const travelRoutes = (desk: Desk) =>
  ({
    async listTravel({ params }) {
      const [clinics, roads] = await Promise.all([
        desk.repository.listClinics(),
        desk.repository.findRoads(params.siteId),
      ])
      const origin = clinics.find(({ siteId }) => siteId === params.siteId)
      if (!origin) return refuse('site-unknown')
      const others = clinics.filter((clinic) => clinic !== origin)
      const { siteId, name: siteName } = origin
      return accept({
        siteId,
        siteName,
        roads: linesFrom(desk, siteId, others, { clinics, roads: [roads] }),
      })
    },

    setTravel: (request) => changeRoad(desk, request, request.params, request.body.minutes),

    clearTravel: (request) => changeRoad(desk, request, request.params, undefined),

    async exportTravel({ query }) {
      const { writeRoads } = await import('./travel-file.ts')
      const [places, roads] = await Promise.all([desk.repository.listClinics(), desk.repository.listRoads()])
      return accept({ content: writeRoads(roads, places, query.lang), fileName: 'travel.csv' })
    },

    async checkTravelImport({ body }) {
      return accept((await judge(desk, body.csv)).report)
    },

    async importTravel(request) {
      const { changed, save } = desk.repository
      return untilSaved(async () => {
        const { report, ends, given } = await judge(desk, request.body.csv)
        if (report.errors.length > 0) return refuse('import-has-errors', { errors: report.errors })
        if (ends.length > mostEnds) return refuse('import-too-large', { sites: ends.length, most: mostEnds })
        const act = {
          ...office,
          act: 'roads-imported',
          aggregateId: request.createdId,
          data: { roads: given.length },
          answer: report,
        }
        const written = await save(ends.map(changed.roads), request.entry(act))
        if (written === 'replayed') return refuse('import-has-errors')
        return written === 'saved' ? accept(report) : undefined
      })
    },
  }) satisfies Pick<
    SchedulingHandlers,
    'listTravel' | 'setTravel' | 'clearTravel' | 'exportTravel' | 'checkTravelImport' | 'importTravel'
  >
