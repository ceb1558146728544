import { addDays, dateAt } from '#shared/kernel/calendar.ts'
import type { Apps } from '#test/support/apps.ts'
import { type Given, openAsking, signedIn } from './asking.ts'
import { plainSecrets, type Secrets } from './secrets.ts'

/** The two community sites, each with staff, and the hospital of the practitioners. */
export const here = 'site-050'
export const there = 'site-051'
export const hospital = 'site-056'

export type Bodies = Readonly<Record<string, unknown>>

/** Where a life is lived: somebody to ask, days from today, and people who sign in. */
export async function openLife(apps: Apps, secrets: Secrets = plainSecrets) {
  const asking = openAsking(apps)
  const today = dateAt(Date.now())
  const day = (count: number) => addDays(today, count)

  // biome-ignore lint/suspicious/noExplicitAny: answers are read as their contract says
  async function must(who: string, operation: string, given: Given = {}): Promise<any> {
    const { status, body } = await asking.ask(who, operation, given)
    if (status >= 300) throw new Error(`${who} ${operation}: ${status} ${JSON.stringify(body)}`)
    return body
  }
  const signIn = async (who: string, ...grants: Parameters<typeof signedIn>[2] & object) =>
    asking.people.set(who, await signedIn(apps.platform, who, grants))

  return { ...asking, apps, secrets, today, day, must, signIn }
}
export type Life = Awaited<ReturnType<typeof openLife>>
