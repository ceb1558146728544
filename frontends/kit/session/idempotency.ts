/**
 * One key per purpose until the server has decided. A person who presses again after a lost answer asks for the same
 * thing, so the server must be able to see that it is the same.
 */
export function idempotencyKeys(newKey: () => string) {
  const open = new Map<string, string>()
  return {
    keyFor(purpose: string): string {
      const key = open.get(purpose) ?? newKey()
      open.set(purpose, key)
      return key
    },
    forget(purpose: string): void {
      open.delete(purpose)
    },
  }
}

export const keptKeys = idempotencyKeys(() => crypto.randomUUID())
