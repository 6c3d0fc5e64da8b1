import { z } from 'zod'
import { trustedProxies } from './platform/addresses.ts'

const optional = z
  .string()
  .optional()
  .transform((value) => (value === '' ? undefined : value))
const flag = z
  .enum(['0', '1', ''])
  .optional()
  .transform((value) => (value === undefined || value === '' ? undefined : value === '1'))

/** Any host will do, `localhost` and addresses of one's own network too; links are made by adding a path. */
function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, href, origin } = new URL(text)
  return /^https?:$/.test(protocol) && href === `${origin}/`
}

/** Every variable the server reads; `.env.example` is tested against these keys. */
export const environmentSchema = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: optional,
  PUBLIC_URL: optional.pipe(
    z
      .string()
      .refine(isOrigin, 'is not an address without a path, like https://tienda.example')
      .transform((url) => new URL(url).origin)
      .optional(),
  ),
  DATABASE_URL: optional,
  DATA_DIR: z.string().min(1).default('./data'),
  SECRET_KEY: optional.pipe(z.string().min(32).optional()),
  ADMIN_EMAIL: optional.pipe(z.email().optional()),
  ADMIN_PASSWORD: optional.pipe(z.string().min(10).optional()),
  DEMO: flag,
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  LIMITS: z.enum(['on', 'off']).default('on'),
  TRUSTED_PROXIES: optional
    .transform((list) =>
      (list ?? '')
        .split(',')
        .map((s) => s.trim())
        .filter(Boolean),
    )
    .superRefine((entries, context) => {
      try {
        trustedProxies(entries)
      } catch (error) {
        context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : 'is malformed' })
      }
    }),
  S3_ENDPOINT: optional.pipe(
    z
      .string()
      .refine(isOrigin, 'is not an address without a path, like https://s3.sa-east-1.amazonaws.com')
      .optional(),
  ),
  S3_BUCKET: optional,
  S3_REGION: z.string().min(1).default('us-east-1'),
  S3_ACCESS_KEY_ID: optional,
  S3_SECRET_ACCESS_KEY: optional,
})

export type Config = Readonly<{
  port: number
  host: string
  publicUrl: string | undefined
  databaseUrl: string | undefined
  dataDir: string
  secretKey: string | undefined
  adminEmail: string | undefined
  adminPassword: string | undefined
  loadsDemo: boolean
  logLevel: string
  areLimitsOn: boolean
  trustedProxies: readonly string[]
  /** Where pictures lie instead of on disk. */
  s3: Readonly<S3Settings> | undefined
}>

export type S3Settings = {
  endpoint: string
  bucket: string
  region: string
  accessKeyId: string
  secretAccessKey: string
}

const loopback = new Set(['127.0.0.1', '::1', 'localhost'])

/** Reads the environment once; a wrong value stops the start with the name of the variable. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const parsed = environmentSchema.safeParse(environment)
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`configuration: ${lines.join('; ')}`)
  }
  const env = parsed.data
  const host = env.HOST ?? (env.DATABASE_URL ? '::' : '127.0.0.1') // `::` is every address, IPv4 too
  if (env.LIMITS === 'off' && !loopback.has(host)) {
    throw new Error(
      'configuration: LIMITS=off is for load tests on a loopback address only; set HOST=127.0.0.1',
    )
  }
  if (env.DATABASE_URL && !env.SECRET_KEY) {
    throw new Error('configuration: SECRET_KEY (32 characters or more) is required with DATABASE_URL')
  }
  return Object.freeze({
    port: env.PORT,
    host,
    publicUrl: env.PUBLIC_URL,
    databaseUrl: env.DATABASE_URL,
    dataDir: env.DATA_DIR,
    secretKey: env.SECRET_KEY,
    adminEmail: env.ADMIN_EMAIL,
    adminPassword: env.ADMIN_PASSWORD,
    loadsDemo: env.DEMO ?? !env.DATABASE_URL,
    logLevel: env.LOG_LEVEL,
    areLimitsOn: env.LIMITS === 'on',
    trustedProxies: env.TRUSTED_PROXIES,
    s3: s3Of(env),
  })
}

/** All of it or nothing: half of it would put pictures where nobody looks for them. */
function s3Of(env: z.infer<typeof environmentSchema>): S3Settings | undefined {
  const { S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = env
  const named = { S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY }
  const missing = Object.entries(named).flatMap(([name, value]) => (value === undefined ? [name] : []))
  if (missing.length === Object.keys(named).length) return undefined
  if (missing.length > 0)
    throw new Error(`configuration: ${missing.join(', ')}: needed where one S3_* is set`)
  return {
    endpoint: S3_ENDPOINT ?? '',
    bucket: S3_BUCKET ?? '',
    region: env.S3_REGION,
    accessKeyId: S3_ACCESS_KEY_ID ?? '',
    secretAccessKey: S3_SECRET_ACCESS_KEY ?? '',
  }
}
