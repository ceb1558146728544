import type { Handlers } from '#functions/platform/request.ts'
import { mayDo } from '#shared/access/index.ts'
import { dateAt } from '#shared/kernel/calendar.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import { activityOf, type practitionersContract } from '#shared/practitioners/index.ts'
import { filingViewOf } from './filing-view.ts'
import type { PractitionersRepository } from './repository.ts'
import { filled, wordsIn } from './words.ts'

type All = Handlers<typeof practitionersContract.operations>

/** 依据材料包. What draws pages, and the fonts, are loaded when somebody asks for one. */
export const evidenceRoutes = (register: PractitionersRepository): Pick<All, 'printEvidence'> => ({
  async printEvidence(request) {
    const { practitionerId, practiceId } = request.params
    request.require('read', 'Filing', { practitionerId })
    const [entry, { agreements }, papers] = await Promise.all([
      register.findPractitioner(practitionerId),
      register.readAgreements(),
      register.findPapers(practitionerId, practiceId),
    ])
    if (!entry) return refuse('practitioner-unknown')
    const practice = entry.practices.find((one) => one.practiceId === practiceId)
    if (!practice) return refuse('practice-unknown')
    const mayChange = mayDo(request.ability, 'change', 'Practitioner', { practitionerId })
    const filing = filingViewOf({ entry, practice, papers, agreements, mayChange }, request.now)
    const clinics = await register.listClinics(practice.siteId)
    const activity = activityOf(clinics, practitionerId, practice, dateAt(request.now))
    const { evidencePack } = await import('./evidence-pack.ts')
    const person = request.actor?.displayName ?? ''
    const content = await evidencePack(
      { entry, filing, activity },
      { person, now: request.now },
      request.query.lang,
    )
    const named = { name: entry.name, site: practice.siteShortName, date: dateAt(request.now) }
    return accept({ content, fileName: filled(wordsIn(request.query.lang).file, named) })
  },
})
