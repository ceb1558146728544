import type { ProblemKinds } from '#shared/kernel/problem.ts'

export const practitionersProblems = {
  'practitioner-unknown': { status: 404, title: 'No such practitioner, or not yours to see' },
  'licence-taken': { status: 409, title: 'The licence number belongs to a registered practitioner' },
  'organisation-unknown': { status: 422, title: 'No such body, or not yet known here' },
  'site-unknown': { status: 422, title: 'No such site, or not yet known here' },
  'stale-version': { status: 409, title: 'Somebody changed it in the meantime' },
  'practice-unknown': { status: 404, title: 'No such practice' },
  'practice-overlaps': { status: 409, title: 'A practice at that site covers part of the term' },
  'practice-over': { status: 409, title: 'The practice is over' },
  'term-over': { status: 422, title: 'The term is over already' },
  'term-too-long': { status: 422, title: 'The term is longer than one filing may be' },
  'outside-term': { status: 422, title: 'The day lies outside what is left of the term' },
  'practices-full': { status: 409, title: 'The practitioner has as many practices as the register holds' },
  'agreement-unknown': { status: 422, title: 'No such agreement, or not yet known here' },
  'step-not-now': { status: 409, title: 'The filing does not accept this step as it stands' },
  'checks-open': { status: 409, title: 'Documents of the filing are not settled yet' },
  'check-incomplete': {
    status: 422,
    title: 'A settled or missing document needs its number, its date or a note',
  },
  'scope-without-mental-health': {
    status: 409,
    title: 'The licence does not name the scope of mental health',
  },
  'too-many-experts': { status: 422, title: 'More experts than can be changed in one step' },
} as const satisfies ProblemKinds
