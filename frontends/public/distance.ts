export { distanceKm, estimateWalk, type Place } from '#shared/alliance/index.ts'
