import { cascadeLineRoutes } from './cascade-line-routes.ts'
import { cascadeListRoutes } from './cascade-list-routes.ts'
import { exportProof, readCascade } from './cascade-proof-routes.ts'
import type { Desk } from './desk.ts'
import { reofferRoutes } from './reoffer-routes.ts'
import { previewStop } from './stop-preview-route.ts'

/** 停诊的后续: before, during and after. */
export const cascadeRoutes = (desk: Desk) => ({
  previewStop: previewStop(desk),
  readCascade: readCascade(desk),
  exportProof: exportProof(desk),
  ...cascadeListRoutes(desk),
  ...cascadeLineRoutes(desk),
  ...reofferRoutes(desk),
})
