import type { Mutant, Part } from './seam.ts'

type Marshalled = Readonly<Record<string, { readonly S?: string } | undefined>>
const itemOf = ({ Put }: Part): Marshalled | undefined => Put?.['Item'] as Marshalled | undefined

/** The kind of thing that a part puts: as its entity is called, `entry` for the journal's. */
function kindOf(part: Part): string | undefined {
  const item = itemOf(part)
  if (item?.['sk']?.S?.startsWith('$entry_')) return 'entry'
  return (item?.['__edb_e__'] ?? item?.['E'])?.S
}

/** The put as it is, whatever stands there. */
const bare = ({ Put }: Part): Part => {
  const {
    ConditionExpression: _,
    ExpressionAttributeNames: __,
    ExpressionAttributeValues: ___,
    ...put
  } = Put ?? {}
  return { Put: put }
}

/** Things of that kind are written whatever has happened since they were decided on. */
export const unguarded = (kind: string): Mutant => ({
  spoil: (parts) => parts.map((part) => (kindOf(part) === kind ? bare(part) : part)),
})

/** Things of that kind are left out of every write. */
export const without = (kind: string): Mutant => ({
  spoil: (parts) => parts.filter((part) => kindOf(part) !== kind),
})

/** What a job of that kind has to do is never written down. */
export const forgetting = (job: string): Mutant => ({
  spoil: (parts) => parts.filter((part) => !(kindOf(part) === 'due' && itemOf(part)?.['kind']?.S === job)),
})

/** Nobody hears of it. */
export const deafTo = (act: string): Mutant => ({ isLost: (event) => event.act === act })

/** Whatever is read of who waits, everybody needs it as little as the next. */
export const blindToNeed: Mutant = {
  misread: (answer) => JSON.parse(JSON.stringify(answer).replaceAll(/urgent|soon/g, 'routine')),
}
