const levels = ['debug', 'info', 'warn', 'error'] as const
type Level = (typeof levels)[number]

/** One JSON line per event. Lines name requests, operations and ids, never people. */
export type Log = Readonly<Record<Level, (facts: object, message?: string) => void>>

/** Should a line ever be given something personal, it is dropped here as well. */
const personal = new Set(['name', 'phone', 'idNumber', 'cookie', 'authorization', 'body', 'card', 'note'])

const withoutPersons = (key: string, value: unknown): unknown => {
  if (!key || !value || typeof value !== 'object' || Array.isArray(value)) return value
  return Object.fromEntries(
    Object.entries(value).filter(([member]) => !personal.has(member) || key === 'error'),
  )
}

const toStandardOutput = (line: string): void => void process.stdout.write(line)

/**
 * Written synchronously, because Lambda freezes the process when the answer is out. A logging library would be a fifth
 * of a cold start (decision 0012).
 */
export function openLog(
  level: string,
  context: string,
  write: (line: string) => void = toStandardOutput,
): Log {
  const least = levels.indexOf(level as Level)
  const at = (own: Level) => (facts: object, message?: string) => {
    if (least < 0 || levels.indexOf(own) < least) return
    const kept = Object.entries(facts).filter(([member]) => !personal.has(member))
    const line = { level: own, time: new Date().toISOString(), context, ...Object.fromEntries(kept), message }
    write(`${JSON.stringify(line, withoutPersons)}\n`)
  }
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}
