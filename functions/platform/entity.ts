import { Entity as ElectroEntity } from 'electrodb'

/**
 * ElectroDB's entity, made when it is first asked for something: it checks its model as it is made (1–2 ms), a context
 * has a dozen of them, and a request needs two or three.
 */
export const Entity = new Proxy(ElectroEntity, {
  construct: (entity, definition: ConstructorParameters<typeof ElectroEntity>) =>
    atFirstUse(() => new entity(...definition)),
})

function atFirstUse<Made extends object>(make: () => Made): Made {
  let made: Made | undefined
  return new Proxy({} as Made, {
    get(_, name) {
      made ??= make()
      const member: unknown = Reflect.get(made, name)
      return typeof member === 'function' ? member.bind(made) : member
    },
  })
}
