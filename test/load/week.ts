import { mkdirSync, writeFileSync } from 'node:fs'
import { addDays, dateAt, instantOf } from '#shared/kernel/calendar.ts'
import { dice } from '../faults/fault-injection.ts'
import { openAgenda } from './week/agenda.ts'
import { arrivals } from './week/arrivals.ts'
import { districtOf } from './week/district.ts'
import { figuresOf, isRight } from './week/figures.ts'
import { judge } from './week/judgement.ts'
import { planWeek, tellDistrict } from './week/planning.ts'
import { register } from './week/registering.ts'
import { friday, saturday, sizeOf } from './week/size.ts'
import { openStage, type Person } from './week/stage.ts'
import { openTally } from './week/tally.ts'
import type { Town } from './week/town.ts'

/**
 * `npm run simulate`: a week of the whole district on a simulated clock: numbers that are released at eight, people who
 * book, move, cancel, walk in, wait and do not come, psychiatrists who fall ill. `npm run simulate -- 0.1` for a tenth.
 * Prints its figures, writes `.build/week.json` and fails where anything is booked twice or by halves, or the server fails.
 */
const size = sizeOf(Number(process.argv[2] ?? 1))
const began = performance.now()
const seconds = () => Math.round((performance.now() - began) / 1000)
const say = (what: string) => console.log(`${String(seconds()).padStart(5)} s  ${what}`)

const tally = openTally()
const stage = await openStage(instantOf(saturday, 420))
const district = districtOf(size.sites, size.doctors)
say(`${district.sites.length} sites, ${district.doctors.length} psychiatrists, ${size.patients} patients`)
await tellDistrict(stage, district)
const staff = new Map<string, Person>()
for (const { siteId } of district.sites)
  staff.set(siteId, await stage.signIn(`staff-${siteId}`, { role: 'clinic-staff', siteId }))
const clinics = await planWeek(stage, district, staff, tally)
say(`${clinics.length} half-days agreed`)
const patients = await register(stage, district, staff, { count: size.patients, tally })
say(`${patients.length} patients registered`)

const before = stage.units.begin()
const agenda = openAgenda(stage.clock)
const town: Town = { stage, agenda, roll: dice(20260914), staff, patients, clinics, tally }
arrivals(town, size)
let shown = ''
await agenda.run(instantOf(friday, 1260), 300, stage.relay, async () => {
  await stage.doDue()
  await stage.relay()
  const today = dateAt(stage.clock.now)
  if (today !== shown) say(`${today}  ${stage.acts.get('appointment-booked') ?? 0} appointments so far`)
  shown = today
})
say(`${addDays(friday, 1)}  over; reading the week back`)

const judged = await judge(stage, district, patients)
const figures = { ...figuresOf(town, { district, before, judged }), seconds: seconds() }
const sorted = (counts: ReadonlyMap<string, number>) => [...counts].sort()
console.table(Object.entries(figures).map(([figure, value]) => ({ figure, value })))
console.table(tally.acts())
console.table(sorted(tally.answers).map(([answer, count]) => ({ answer, count })))
console.table(sorted(stage.messages).map(([message, count]) => ({ message, count })))
const told = {
  answers: Object.fromEntries(sorted(tally.answers)),
  messages: Object.fromEntries(sorted(stage.messages)),
}
mkdirSync('.build', { recursive: true })
writeFileSync('.build/week.json', `${JSON.stringify({ figures, acts: tally.acts(), ...told }, null, 2)}\n`)
await stage.engine.close()
process.exit(isRight(figures) ? 0 : 1)
