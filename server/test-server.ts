import { afterAll, beforeAll } from 'vitest'
import { createApp } from './app.ts'
import { readConfig } from './config.ts'
import { createDeps, type Deps } from './deps.ts'
import { deriveKeys } from './platform/crypto.ts'
import { listen, type HttpServer } from './platform/http-server.ts'
import { createLogger } from './platform/logger.ts'
import type { Connection } from './platform/database.ts'
import type { Readiness } from './platform/readiness.ts'

type Options = {
  environment?: NodeJS.ProcessEnv
  readiness?: (deps: Deps) => Readiness
}

/** The whole application on a port of its own, with its log kept for reading. */
export function testServer(connection: Connection, { environment, readiness }: Options = {}) {
  const lines: string[] = []
  const config = readConfig({ HOST: '127.0.0.1', PORT: '0', ...environment })
  const log = createLogger('debug', { write: (line) => void lines.push(line) })
  let http: HttpServer | undefined
  let deps: Deps | undefined
  beforeAll(async () => {
    deps = createDeps(config, log, { connection, keys: deriveKeys('k'.repeat(32)) })
    http = await listen(createApp(deps, readiness ? { readiness: readiness(deps) } : {}), config)
  })
  afterAll(async () => {
    await http?.drain()
    await deps?.close()
  })
  return {
    lines,
    get port(): number {
      return http?.port ?? 0
    },
    get deps(): Deps {
      if (!deps) throw new Error('the test server starts in beforeAll')
      return deps
    },
    get url(): string {
      return `http://127.0.0.1:${http?.port ?? 0}`
    },
  }
}
