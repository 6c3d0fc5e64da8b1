import { pino, type Logger } from 'pino'

export type { Logger }

/** JSON lines on stdout. Secrets and people never reach a line: their members are removed by name. */
export function createLogger(level: string): Logger {
  const secret = [
    'password',
    'token',
    'secret',
    'code',
    'authorization',
    'cookie',
    'phone',
    'customer',
    'idempotencyKey',
  ]
  return pino({
    level,
    base: null,
    redact: { paths: secret.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[removed]' },
    formatters: { level: (label) => ({ level: label }) },
  })
}
