import { lambdaHandler } from '#functions/platform/lambda.ts'
import { openPlatform } from '#functions/platform/platform.ts'
import { patientsApp } from './app.ts'
import { patientsConsumers } from './consumers.ts'
import { patientsJobs } from './jobs.ts'
import { noticeDesk } from './notice-desk.ts'

const platform = await openPlatform('patients', process.env)
const desk = noticeDesk(platform, process.env)

export const app = patientsApp(platform, desk)
export const consumers = patientsConsumers(desk)
export const jobs = patientsJobs(desk)
export const handler = lambdaHandler(app, consumers, { context: 'patients', platform, jobs })
