import { describe, expect, it } from 'vitest'
import { openLog } from '#functions/platform/log.ts'

const lines = (level: string, use: (log: ReturnType<typeof openLog>) => void): unknown[] => {
  const written: string[] = []
  use(openLog(level, 'test', (line) => written.push(line)))
  return written.map((line) => JSON.parse(line))
}

describe('the log', () => {
  it('writes one JSON line with level, context, facts and message', () => {
    expect(lines('info', (log) => log.info({ operation: 'bookSlot', ms: 3 }, 'done'))).toMatchObject([
      { level: 'info', context: 'test', operation: 'bookSlot', ms: 3, message: 'done' },
    ])
  })

  it('is quiet below its level, and altogether when silent', () => {
    expect(lines('warn', (log) => log.info({}))).toEqual([])
    expect(lines('silent', (log) => log.error({}))).toEqual([])
  })

  it("drops what could name a person, at the top and inside, and keeps an error's name", () => {
    const [line] = lines('debug', (log) =>
      log.error({
        name: 'CANARY',
        phone: 'CANARY',
        patient: { name: 'CANARY', patientId: 'p-1' },
        error: { name: 'Lost' },
      }),
    )
    expect(JSON.stringify(line)).not.toContain('CANARY')
    expect(line).toMatchObject({ patient: { patientId: 'p-1' }, error: { name: 'Lost' } })
  })

  it('keeps one event on one line', () => {
    const written: string[] = []
    openLog('info', 'test', (line) => written.push(line)).info({ a: 'one\ntwo' })
    expect(written.join('').trimEnd().split('\n')).toHaveLength(1)
  })
})
