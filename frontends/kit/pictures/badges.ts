/** The phase of a thing is a shape; see StateShape. */
export type Phase = 'none' | 'open' | 'here' | 'half' | 'full' | 'done' | 'attention' | 'time' | 'ended'
export type Tone = 'quiet' | 'accent' | 'solid' | 'info' | 'ok' | 'warm' | 'danger'

const badge = <P extends Phase, T extends Tone>(phase: P, tone: T) => ({ phase, tone })

/** The one list of states that a badge may show. Its words are `kit.badge.<state>`; shape = phase, colour = tone. */
export const badges = {
  draft: badge('none', 'quiet'),
  unreleased: badge('none', 'quiet'),
  'not-applied': badge('none', 'quiet'),
  'not-kept': badge('none', 'quiet'),
  'no-doctor': badge('none', 'warm'),
  releasing: badge('open', 'accent'),
  booked: badge('open', 'accent'),
  'awaiting-visit': badge('open', 'accent'),
  'to-triage': badge('open', 'accent'),
  'checked-in': badge('here', 'info'),
  assigned: badge('here', 'info'),
  substitutable: badge('here', 'info'),
  running: badge('half', 'solid'),
  'in-visit': badge('half', 'solid'),
  'on-site': badge('half', 'solid'),
  'in-consultation': badge('half', 'solid'),
  'self-check': badge('half', 'quiet'),
  'in-review': badge('half', 'accent'),
  low: badge('half', 'warm'),
  full: badge('full', 'info'),
  completed: badge('done', 'ok'),
  over: badge('done', 'quiet'),
  passed: badge('done', 'ok'),
  valid: badge('done', 'ok'),
  answered: badge('done', 'ok'),
  'in-stock': badge('done', 'ok'),
  missed: badge('attention', 'warm'),
  'to-rectify': badge('attention', 'warm'),
  'to-correct': badge('attention', 'warm'),
  'to-complete': badge('attention', 'warm'),
  overdue: badge('attention', 'danger'),
  late: badge('time', 'warm'),
  waitlisted: badge('time', 'info'),
  'to-confirm': badge('time', 'warm'),
  expiring: badge('time', 'warm'),
  stopped: badge('ended', 'danger'),
  cancelled: badge('ended', 'quiet'),
  expired: badge('ended', 'danger'),
  'out-of-stock': badge('ended', 'danger'),
} as const

export type BadgeState = keyof typeof badges
