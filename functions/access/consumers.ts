import type { Consumers } from '#functions/platform/events.ts'
import type { AccessRepository } from './repository.ts'

/** Everything that happens anywhere is a line for its readers. */
export const accessConsumers = (repository: AccessRepository): Consumers => ({
  '*': (event) => repository.addLines(event),
})
