import type { Consumers } from '#functions/platform/events.ts'
import { siteEvent, sitesImported } from '#shared/alliance/index.ts'
import type { PractitionersRepository } from './repository.ts'

/** Names of sites and bodies, for the register; older news never overwrites newer. */
export const practitionersConsumers = ({ keepPlace }: PractitionersRepository): Consumers => ({
  'alliance/site-added': ({ data }) => keepPlace(siteEvent.parse(data)),
  'alliance/site-changed': ({ data }) => keepPlace(siteEvent.parse(data)),
  async 'alliance/sites-imported'({ data }) {
    for (const site of sitesImported.parse(data).sites) await keepPlace(site)
  },
})
