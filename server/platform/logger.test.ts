import { expect, test } from 'vitest'
import pg from 'pg'
import { createLogger } from './logger.ts'
import { testDatabase } from './test-database.ts'

const db = testDatabase()

const write = (use: (log: ReturnType<typeof createLogger>) => void): string => {
  const lines: string[] = []
  use(createLogger('trace', { write: (line) => void lines.push(line) }))
  return lines.join('')
}

test('secrets and people are removed by name', () => {
  const canaries = {
    password: 'canary-1',
    token: 'canary-2',
    code: 'canary-3',
    email: 'canary-4',
    customer: { name: 'canary-5', phone: 'canary-6' },
    headers: { authorization: 'canary-7', cookie: 'canary-8' },
    body: { customer: { phone: 'canary-9' }, idempotencyKey: 'canary-10' },
    deep: { user: { email: 'canary-11', password: 'canary-12' } },
  }
  const log = write((logger) => logger.info(canaries, 'planted'))
  expect(log).toContain('planted')
  expect(log).not.toContain('canary')
})

test('an error is written without what the database quotes', async () => {
  const client = await db.connect('owner')
  const failures = [
    `select 'canary-value'::uuid`,
    `select 'canary-number'::integer`,
    `do $$ begin raise exception 'refused' using detail = 'canary-detail', hint = 'canary-hint'; end $$`,
  ]
  for (const statement of failures) {
    const error: unknown = await client.query(statement).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(pg.DatabaseError)
    const wrapped = new Error(`Failed query: select $1\nparams: canary-parameter`, { cause: error })
    const log = write((logger) => logger.error({ err: wrapped }, 'failed'))
    expect(log).toContain('Failed query: select $1')
    expect(log).toContain('sqlState')
    expect(log).not.toContain('canary')
  }
})

test('a source that does not compile is named with its line, and a thrown text is its text', () => {
  const fault = Object.assign(new Error('Unexpected token'), {
    id: '/shop/client/app.tsx',
    loc: { file: '/shop/client/app.tsx', line: 7, column: 3 },
    frame: '7 | <div',
  })
  const log = write((logger) => {
    logger.error({ err: fault }, 'failed')
    logger.error({ err: 'plain words' }, 'failed')
  })
  expect(log).toContain('"source":"/shop/client/app.tsx:7:3","frame":"7 | <div"')
  expect(log).toContain('"message":"plain words"')
})
