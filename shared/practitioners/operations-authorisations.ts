import * as z from 'zod'
import { id } from '#shared/kernel/ids.ts'
import type { Operations } from '#shared/kernel/operation.ts'
import { authorisationAct, authorisationView, batchReport, pair } from './authorisation.ts'
import { importReport } from './authorisation-file.ts'
import { title } from './practitioner.ts'

/** The tracker of insurance authorisations (医保授权): all experts at all sites in one procedure. */
export const authorisationsOperations = {
  listAuthorisations: {
    method: 'GET',
    path: '/authorisations',
    summary: 'Each expert with the sites they practise at and how the authorisation stands there',
    may: ['read', 'Authorisation'],
    query: z.object({ site: id.optional() }),
    answer: z.object({
      sites: z.array(z.object({ siteId: id, siteName: z.string(), siteShortName: z.string() })),
      experts: z.array(
        z.object({
          practitionerId: id,
          name: z.string(),
          initials: z.string(),
          title,
          authorisations: z.array(authorisationView),
        }),
      ),
    }),
  },
  saveAuthorisations: {
    method: 'POST',
    path: '/authorisations/batches',
    summary: 'One act over many pairs of expert and site; with one fault nothing is written',
    may: ['change', 'Authorisation'],
    body: authorisationAct.extend({ pairs: z.array(pair).min(1).max(2000) }),
    bodyLimit: 400_000,
    answer: batchReport,
    refusals: ['stale-version', 'too-many-experts'],
  },
  exportAuthorisations: {
    method: 'GET',
    path: '/authorisations/file',
    summary: 'The tracker as a CSV file that can be read back',
    may: ['read', 'Authorisation'],
    answer: { mediaType: 'text/csv; charset=utf-8' },
  },
  importAuthorisations: {
    method: 'POST',
    path: '/authorisations/imports',
    summary: 'Reads the tracker from a CSV file; with one bad row nothing is written',
    may: ['change', 'Authorisation'],
    body: z.strictObject({ csv: z.string().min(1).max(250_000), check: z.boolean().default(false) }),
    bodyLimit: 400_000,
    answer: importReport,
    refusals: ['stale-version', 'too-many-experts'],
  },
} as const satisfies Operations
