import type { Platform } from '#functions/platform/platform.ts'
import { defaultPatientsSettings } from '#shared/patients/index.ts'
import { contactRepository } from './contact-repository.ts'
import { openGateway } from './gateway.ts'
import type { NoticeDesk } from './notice-parts.ts'
import { noticeRepository } from './notice-repository.ts'
import { patientsRepository } from './repository.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** All that messages need, over the platform. */
export const noticeDesk = (platform: Platform, environment: Environment = {}): NoticeDesk => ({
  ...platform,
  repository: patientsRepository(platform),
  notices: noticeRepository(platform),
  contacts: contactRepository(platform),
  gateway: openGateway(platform.config, environment),
  settings: defaultPatientsSettings,
})
