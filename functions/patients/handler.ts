import { lambdaHandler } from '#functions/platform/lambda.ts'
import { openPlatform } from '#functions/platform/platform.ts'
import { patientsApp } from './app.ts'
import { patientsConsumers } from './consumers.ts'
import { patientsRepository } from './repository.ts'

const platform = await openPlatform('patients', process.env)
const repository = patientsRepository(platform)

export const app = patientsApp(platform)
export const consumers = patientsConsumers({ ...platform, repository })
export const handler = lambdaHandler(app, consumers)
