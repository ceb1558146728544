import { lambdaHandler } from '#functions/platform/lambda.ts'
import { openPlatform } from '#functions/platform/platform.ts'
import { practitionersApp } from './app.ts'
import { practitionersConsumers } from './consumers.ts'
import { practitionersRepository } from './repository.ts'

const platform = await openPlatform('practitioners', process.env)
const register = practitionersRepository(platform.table, platform.journal)

export const app = practitionersApp(platform, register)
export const consumers = practitionersConsumers(register)
export const handler = lambdaHandler(app, consumers)
