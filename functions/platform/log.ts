import pino, { type Logger } from 'pino'

export type Log = Logger

/**
 * One JSON line per event on standard output. Lines name requests, operations and ids, never people:
 * whatever carries personal data is dropped here as well, should a line ever hold it.
 */
export const openLog = (level: string, context: string): Log =>
  pino({
    level,
    base: { context },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: [
        '*.name',
        '*.phone',
        '*.idNumber',
        '*.body',
        '*.cookie',
        '*.authorization',
        'cookie',
        'authorization',
        'body',
      ],
      remove: true,
    },
  })
