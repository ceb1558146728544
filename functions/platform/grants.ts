import { Entity, type EntityItem } from 'electrodb'
import type { Actor, Grant } from '#shared/access/index.ts'
import { oncePerTable } from './once-per-table.ts'
import { type Found, readTogether, type Wanted, wanted } from './read-together.ts'
import { storedForm } from './stored-form.ts'
import type { Table } from './table.ts'

/**
 * What a person may do now. Written by `access` alone, read by every context at each request (1 RCU, consistent), so that
 * a role taken away is refused at the next request and not when a cookie runs out. Not made at first use as other
 * entities are: at the start, where a Lambda has its whole processor, because every request asks for it.
 */
export const grantsEntity = oncePerTable(
  (table: Table) =>
    new Entity(
      {
        model: { entity: 'person', service: 'grants', version: '1' },
        attributes: {
          personId: { type: 'string', required: true },
          displayName: { type: 'string', required: true },
          demo: { type: 'boolean' },
          grants: { type: 'list', items: { type: 'any' }, required: true },
          /** Sessions that began before this instant (ms) are over: sign-out everywhere. */
          validFrom: { type: 'number' },
          /** Rises by one with each change made by `access`; the condition of every write. */
          version: { type: 'number' },
          /** Who works here is listed by name; patients and guardians are not, there are too many and nobody browses them. */
          register: {
            type: 'string',
            watch: ['grants'],
            set: (_: unknown, { grants }: { grants?: readonly unknown[] }) =>
              registerOf((grants ?? []) as Grant[]),
          },
        },
        indexes: {
          primary: {
            pk: { field: 'pk', composite: ['personId'], casing: 'none' },
            sk: { field: 'sk', composite: [], casing: 'none' },
          },
          byName: {
            index: 'gsi1',
            pk: { field: 'gsi1pk', composite: ['register'], casing: 'none' },
            sk: { field: 'gsi1sk', composite: ['displayName', 'personId'], casing: 'none' },
            condition: ({ register }: { register?: string }) => register === 'staff',
          },
        },
      },
      { table: table.name, client: table.client },
    ),
)

const registerOf = (grants: readonly Grant[]): 'staff' | 'public' =>
  grants.length > 0 && grants.every(({ role }) => role === 'patient' || role === 'guardian')
    ? 'public'
    : 'staff'

export interface Held {
  readonly actor: Actor
  readonly validFrom: number
}

type GrantsItem = EntityItem<ReturnType<typeof grantsEntity>>

const heldFrom = ({ personId, displayName, grants, demo, validFrom }: GrantsItem): Held => ({
  actor: { personId, displayName, grants: grants as Grant[], ...(demo ? { demo } : {}) },
  validFrom: validFrom ?? 0,
})

/** What a handler wants to find, by name: fetched in the same call as the grants of who asks. */
export type Ahead = Readonly<Record<string, Wanted<unknown>>>

export function openGrants(table: Table) {
  const people = grantsEntity(table)
  const form = storedForm(people)
  return {
    async find(personId: string): Promise<Held | undefined> {
      const { data } = await people.get({ personId }).go({ consistent: true })
      return data ? heldFrom(data) : undefined
    },

    /** The grants with other items, all of them fresh, because what a person may is asked of this very moment. */
    async findWith<const Parts extends Ahead>(
      personId: string,
      ahead: Parts,
    ): Promise<{ held: Held | undefined; found: Found<Parts> }> {
      const { held, ...found } = await readTogether(
        table,
        { ...ahead, held: wanted(form, { personId }, heldFrom) },
        { fresh: true },
      )
      return { held: held as Held | undefined, found: found as Found<Parts> }
    },
  }
}
export type Grants = ReturnType<typeof openGrants>
