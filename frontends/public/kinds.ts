export { clinicKinds } from '#shared/scheduling/index.ts'
