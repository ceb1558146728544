import type { Table } from './table.ts'

/** ElectroDB checks a model each time an entity is made (1–2 ms): it is made once for a table and shared. */
export function oncePerTable<Made>(make: (table: Table) => Made): (table: Table) => Made {
  const made = new WeakMap<Table, { readonly it: Made }>()
  return (table) => {
    const known = made.get(table) ?? { it: make(table) }
    made.set(table, known)
    return known.it
  }
}
