import { lambdaHandler } from '#functions/platform/lambda.ts'
import { openPlatform } from '#functions/platform/platform.ts'
import { openPublicFiles } from '#functions/platform/public-files.ts'
import { practitionersApp } from './app.ts'
import { practitionersConsumers } from './consumers.ts'
import { practitionersJobs } from './jobs.ts'
import { practiceLedgerFile } from './ledger-file.ts'
import { practitionersRepository } from './repository.ts'

const platform = await openPlatform('practitioners', process.env)
const register = practitionersRepository(platform.table, platform.journal)
const files = openPublicFiles(platform.config.PUBLIC_FILES, process.env)
const waits = process.env['AWS_LAMBDA_FUNCTION_NAME'] !== undefined
const ledger = files && practiceLedgerFile({ ...platform, register, files, waits })

export const app = practitionersApp(platform, register)
export const consumers = practitionersConsumers(register, { ...platform, ledger })
export const jobs = practitionersJobs(register, ledger)
export const handler = lambdaHandler(app, consumers, { context: 'practitioners', platform, jobs })
