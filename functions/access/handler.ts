import { lambdaHandler } from '#functions/platform/lambda.ts'
import { openPlatform } from '#functions/platform/platform.ts'
import { accessApp } from './app.ts'
import { accessConsumers } from './consumers.ts'
import { accessRepository } from './repository.ts'

const platform = await openPlatform('access', process.env)

export const app = accessApp(platform)
export const consumers = accessConsumers(accessRepository(platform.table))
export const handler = lambdaHandler(app, consumers)
