import { pino, type DestinationStream, type Logger } from 'pino'
import pg from 'pg'
import pretty from 'pino-pretty'

export type { Logger }

const secret = [
  'password',
  'token',
  'secret',
  'code',
  'authorization',
  'cookie',
  'email',
  'phone',
  'customer',
  'idempotencyKey',
]

/**
 * JSON lines on stdout, readable ones in a terminal. Secrets and people never reach a line: members are removed by
 * name, and errors are written without what the database quotes.
 */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const stream =
    destination ?? (process.stdout.isTTY ? pretty({ sync: true, ignore: 'pid,hostname' }) : undefined)
  const options = {
    level,
    base: null,
    redact: { paths: secret.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[removed]' },
    formatters: { level: (label: string) => ({ level: label }) },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    serializers: { err: describeError },
  }
  return stream === undefined ? pino(options) : pino(options, stream)
}

type Described = {
  type: string
  message: string
  stack?: string
  sqlState?: string | undefined
  constraint?: string | undefined
  routine?: string | undefined
  /** Of a system call: ECONNREFUSED … */
  system?: string | undefined
  /** Of a source that does not compile: where, and the lines around it. */
  source?: string
  frame?: string
  cause?: Described
}

/** An error as a line may hold it: drizzle lists parameters, Postgres quotes values and whole rows. */
export function describeError(error: unknown): Described | { message: string } {
  if (typeof error === 'string') return { message: error.slice(0, 1_000) }
  if (!(error instanceof Error)) return { message: `thrown: ${typeof error}` }
  const message = cleanMessage(error)
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  const { name: type } = error
  const stack = [`${type}: ${message}`, ...frames.slice(0, 12)].join('\n')
  const { code: system } = error as NodeJS.ErrnoException
  return {
    type,
    message,
    stack,
    ...(error instanceof pg.DatabaseError
      ? { sqlState: error.code, constraint: error.constraint, routine: error.routine }
      : 'syscall' in error && { system }),
    ...sourceOf(error),
    ...(error.cause instanceof Error ? { cause: describeError(error.cause) as Described } : {}),
  }
}

/** What Vite says of a file that it cannot compile. */
function sourceOf(error: Error & { id?: unknown; loc?: unknown; frame?: unknown }): Partial<Described> {
  const { id, frame } = error
  const loc = (error.loc ?? {}) as { file?: unknown; line?: unknown; column?: unknown }
  const file = typeof loc.file === 'string' ? loc.file : id
  if (typeof file !== 'string') return {}
  const numbers = [loc.line, loc.column].filter((part) => typeof part === 'number')
  const place = [file, ...numbers].join(':')
  return { source: place, ...(typeof frame === 'string' ? { frame } : {}) }
}

function cleanMessage(error: Error): string {
  const message = error.message.split('\nparams:')[0] ?? ''
  return error instanceof pg.DatabaseError ? message.replace(/"[^"]*"/g, '"…"') : message
}
