import type { Consumers } from '#functions/platform/events.ts'
import { lambdaHandler } from '#functions/platform/lambda.ts'
import { openPlatform } from '#functions/platform/platform.ts'
import { allianceApp } from './app.ts'

export const app = allianceApp(await openPlatform('alliance', process.env))

/** The alliance listens to nobody: others keep what they need of it. */
export const consumers: Consumers = {}
export const handler = lambdaHandler(app, consumers)
