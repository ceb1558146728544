import { expect, it } from 'vitest'
import { next } from '#shared/kernel/lifecycle.ts'
import {
  appointmentCommands,
  appointmentLifecycle,
  appointmentStates,
  sessionCommands,
  sessionLifecycle,
  sessionStates,
} from '#shared/scheduling/index.ts'

const row = (cells: readonly string[]): string =>
  cells
    .map((cell) => cell.padEnd(10))
    .join('')
    .trimEnd()

it('shows the whole life of an appointment', () => {
  const rows = appointmentStates.map((state) =>
    row([state, ...appointmentCommands.map((command) => next(appointmentLifecycle, state, command) ?? '·')]),
  )
  expect([row(['', ...appointmentCommands]), ...rows].join('\n')).toMatchInlineSnapshot(`
    "          check-in  call      skip      finish    miss      cancel
    booked    arrived   ·         ·         ·         missed    cancelled
    arrived   ·         called    arrived   ·         missed    cancelled
    called    ·         called    arrived   seen      missed    ·
    seen      ·         ·         ·         ·         ·         ·
    missed    arrived   ·         ·         ·         ·         ·
    cancelled ·         ·         ·         ·         ·         ·"
  `)
})

it('shows the whole life of a session', () => {
  const rows = sessionStates.map((state) =>
    row([state, ...sessionCommands.map((command) => next(sessionLifecycle, state, command) ?? '·')]),
  )
  expect([row(['', ...sessionCommands]), ...rows].join('\n')).toMatchInlineSnapshot(`
    "          publish   stop      resume
    draft     published ·         ·
    published ·         stopped   ·
    stopped   ·         ·         published"
  `)
})
