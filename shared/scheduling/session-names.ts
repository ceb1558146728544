import type { Session } from './model.ts'

type Names = Pick<Session, 'siteName' | 'practitionerName' | 'practitionerTitle'>
interface Known {
  readonly siteName?: string | undefined
  readonly name?: string | undefined
  readonly title?: string | undefined
}

/** What a session's site and practitioner are called now; undefined where it says so already. What is not known stays. */
export function sessionNames(session: Names, { siteName, name, title }: Known): Names | undefined {
  const now: Names = {
    siteName: siteName ?? session.siteName,
    practitionerName: name ?? session.practitionerName,
    practitionerTitle: title ?? session.practitionerTitle,
  }
  const same =
    now.siteName === session.siteName &&
    now.practitionerName === session.practitionerName &&
    now.practitionerTitle === session.practitionerTitle
  return same ? undefined : now
}
