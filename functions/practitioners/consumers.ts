import type { Consumers } from '#functions/platform/events.ts'
import { siteFacts, sitesImported } from '#shared/alliance/index.ts'
import type { PractitionersRepository } from './repository.ts'

/** Names of sites and bodies, for the register; older news never overwrites newer. */
export const practitionersConsumers = ({ keepPlace }: PractitionersRepository): Consumers => ({
  'alliance/site-added': ({ data }) => keepPlace(siteFacts.parse(data)),
  'alliance/site-changed': ({ data }) => keepPlace(siteFacts.parse(data)),
  async 'alliance/sites-imported'({ data }) {
    for (const site of sitesImported.parse(data).sites) await keepPlace(site)
  },
})
