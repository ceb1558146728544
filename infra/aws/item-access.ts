import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'

const one = ['dynamodb:GetItem']
const read = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query']
/** Conditions see all keys of a batch at once: what is read in one call stands in one statement. */
const together = ['dynamodb:BatchGetItem']
const append = ['dynamodb:PutItem', 'dynamodb:ConditionCheckItem']
const write = [
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
  'dynamodb:DeleteItem',
  'dynamodb:ConditionCheckItem',
]

/** One line of what a function may do: actions on the items whose partition key matches. */
export interface ItemRule {
  readonly actions: readonly string[]
  readonly keys: readonly string[]
}

const committers: ReadonlySet<string> = new Set(['scheduling', 'practitioners'])

/** Keys of a service: ElectroDB leaves the `#` out where the key has no parts, as in a list of all sites. */
const ofService = (service: string): string[] => [`$${service}`, `$${service}#*`]

/**
 * A context reads and writes its own items, appends to its own part of the journal, and reads what people may do.
 * Only `access` writes grants and reads the whole journal; only who commits people's time touches the claims.
 */
export function contextRules(context: string): ItemRule[] {
  return [
    { actions: [...read, ...write], keys: ofService(context) },
    { actions: [...one, ...append], keys: [`$journal#context_${context}#*`] },
    ...(context === 'access'
      ? [
          { actions: read, keys: ['$journal#*'] },
          { actions: [...read, ...write], keys: ['$grants#*'] },
        ]
      : [
          { actions: one, keys: ['$grants#*'] },
          { actions: together, keys: [...ofService(context), '$grants#*'] },
        ]),
    ...(committers.has(context) ? [{ actions: [...read, ...write], keys: ['$claims#*'] }] : []),
  ]
}

/** The relay alone links the journal into chains; the entries themselves it gets from the stream and cannot touch. */
export const relayRules: readonly ItemRule[] = [
  { actions: [...one, 'dynamodb:Query', 'dynamodb:PutItem'], keys: ['$journal#shard_*'] },
]

/**
 * The statement for a rule. Two conditions, because `ForAllValues` alone holds when the request names no key at all.
 * Scan and PartiQL ignore leading keys and are therefore never granted.
 */
export const itemStatement = (table: Table, { actions, keys }: ItemRule): PolicyStatement =>
  new PolicyStatement({
    actions: [...new Set(actions)],
    resources:
      actions.includes('dynamodb:Query') && keys.some(isIndexed)
        ? [table.tableArn, `${table.tableArn}/index/gsi1`]
        : [table.tableArn],
    conditions: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    },
  })

/** The journal is found by its own key alone; the claims of a day are listed by their date. */
const isIndexed = (keys: string): boolean => !/^\$journal#/.test(keys)
