import type { Consumers } from '#functions/platform/events.ts'
import { createApp } from '#functions/platform/http.ts'
import { lambdaHandler } from '#functions/platform/lambda.ts'
import { openPlatform } from '#functions/platform/platform.ts'
import { openPublicFiles } from '#functions/platform/public-files.ts'
import { schedulingContract } from '#shared/scheduling/index.ts'
import { openConsumers } from './consumers.ts'
import { schedulingJobs } from './jobs.ts'
import { schedulingRoutes } from './routes.ts'

const platform = await openPlatform('scheduling', process.env)
const files = openPublicFiles(platform.config.PUBLIC_FILES, process.env)
const inLambda = process.env['AWS_LAMBDA_FUNCTION_NAME'] !== undefined

export const app = createApp(schedulingContract, schedulingRoutes(platform), platform)
export const consumers: Consumers = openConsumers(platform, files, { waits: inLambda })
export const jobs = schedulingJobs(platform)
export const handler = lambdaHandler(app, consumers, { context: 'scheduling', platform, jobs })
