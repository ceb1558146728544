export { distanceKm, type Place } from '#shared/alliance/index.ts'
