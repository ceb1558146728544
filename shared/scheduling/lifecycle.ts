import type { Lifecycle } from '#shared/kernel/lifecycle.ts'

export const appointmentStates = ['booked', 'arrived', 'called', 'seen', 'missed', 'cancelled'] as const
export type AppointmentState = (typeof appointmentStates)[number]

export const appointmentCommands = ['check-in', 'call', 'skip', 'finish', 'miss', 'cancel'] as const
export type AppointmentCommand = (typeof appointmentCommands)[number]

/** 预约的一生。Who was marked as missed and comes late is checked in all the same; calling again is a recall, and who does not come when called is skipped: called again some numbers later. */
export const appointmentLifecycle: Lifecycle<AppointmentState, AppointmentCommand> = {
  booked: { 'check-in': 'arrived', miss: 'missed', cancel: 'cancelled' },
  arrived: { call: 'called', skip: 'arrived', miss: 'missed', cancel: 'cancelled' },
  called: { call: 'called', skip: 'arrived', finish: 'seen', miss: 'missed' },
  seen: {},
  missed: { 'check-in': 'arrived' },
  cancelled: {},
}

export const sessionStates = ['draft', 'published', 'stopped'] as const
export type SessionState = (typeof sessionStates)[number]

export const sessionCommands = ['publish', 'stop', 'resume'] as const
export type SessionCommand = (typeof sessionCommands)[number]

/** 一场门诊的一生。停诊 can be taken back for some minutes (settings); a draft is discarded, not stopped. */
export const sessionLifecycle: Lifecycle<SessionState, SessionCommand> = {
  draft: { publish: 'published' },
  published: { stop: 'stopped' },
  stopped: { resume: 'published' },
}
