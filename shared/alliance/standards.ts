import type { Standard } from './standard.ts'
import { standard2016 } from './standard-2016.ts'

/** Every version that departments were measured by, oldest first. New applications take the last. */
export const standards: readonly Standard[] = [standard2016]
export const currentStandard: Standard = standard2016

export const findStandard = (version: string): Standard | undefined =>
  standards.find((standard) => standard.version === version)
