import { EncryptJWT, jwtDecrypt } from 'jose'
import * as z from 'zod'

/** A sign-in under way, kept by the browser that began it: nobody else's answer fits (RFC 9700 §4.7). */
const pending = z.object({
  purpose: z.literal('sign-in'),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
})
export type Pending = Omit<z.infer<typeof pending>, 'purpose'>

/** Ten minutes for somebody who looks for their second factor. */
export const pendingSeconds = 600

/** One cookie per attempt, so that two tabs that sign in at once do not undo each other. */
export const pendingCookie = (origin: string, state: string): string =>
  `${origin.startsWith('https:') ? '__Host-' : ''}xl-sign-in-${state.replaceAll(/[^A-Za-z0-9]/g, '').slice(0, 12)}`

export function pendingSeal(key: Uint8Array, now: () => number) {
  return {
    seal: (signIn: Pending): Promise<string> =>
      new EncryptJWT({ ...signIn, purpose: 'sign-in' })
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setExpirationTime(Math.floor(now() / 1000) + pendingSeconds)
        .encrypt(key),

    /** Undefined where the cookie is missing, old, changed or made for another purpose. */
    async open(cookie: string | undefined): Promise<Pending | undefined> {
      const opened = await jwtDecrypt(cookie ?? '', key, {
        contentEncryptionAlgorithms: ['A256GCM'],
        keyManagementAlgorithms: ['dir'],
        requiredClaims: ['exp'],
        currentDate: new Date(now()),
      }).catch(() => undefined)
      return pending.safeParse(opened?.payload).data
    },
  }
}
