import { expect, it } from 'vitest'
import { acceptanceLifecycle, acceptanceStates } from '#shared/alliance/index.ts'
import { commandsOf, next } from '#shared/kernel/lifecycle.ts'

it('leads from an application to an accepted department, and back only through a decision', () => {
  const grid = acceptanceStates.map((state) => {
    const steps = commandsOf(acceptanceLifecycle, state).map(
      (command) => `${command} → ${next(acceptanceLifecycle, state, command)}`,
    )
    return `${state}: ${steps.join(', ') || 'nothing'}`
  })
  expect(grid).toMatchInlineSnapshot(`
    [
      "not-applied: apply → self-checking",
      "self-checking: withdraw → not-applied, saveSelfCheck → self-checking, submitSelfCheck → awaiting-inspection",
      "awaiting-inspection: returnSelfCheck → self-checking, schedule → awaiting-inspection, startInspection → inspecting",
      "inspecting: saveInspection → inspecting, requireRectification → rectifying, pass → passed",
      "rectifying: saveRectification → rectifying, submitRectification → awaiting-review",
      "awaiting-review: returnRectification → rectifying, pass → passed",
      "passed: suspend → suspended",
      "suspended: reinstate → passed, reinspect → awaiting-inspection",
    ]
  `)
})
