import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export type Target =
  | {
      kind: 'direct-checkouts'
      host: string
      storeId: string
      variants: string[]
      hot?: string | undefined
    }
  | { kind: 'checkouts'; port: number; path: string; variants: string[]; hot?: string | undefined }
  | { kind: 'get'; port: number; path: string; isConditional?: boolean }

export type Task = { target: Target; clients: number; seconds: number }

/** Latencies in milliseconds; how many answers had which status. */
export type Measured = { perSecond: number; p50: number; p99: number; statuses: Record<string, number> }

const generator = fileURLToPath(new URL('./generator.ts', import.meta.url))

/** Runs a task in a fresh process and answers what it measured. */
export function generate(task: Task): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const child = fork(generator, { stdio: 'inherit' })
    child.once('message', (message: { measured: Measured } | { failure: string }) => {
      if ('measured' in message) resolve(message.measured)
      else reject(new Error(message.failure))
    })
    child.once('error', reject)
    child.once('exit', (code) => {
      if (code !== 0) reject(new Error(`the load generator ended with ${code}`))
    })
    child.send(task)
  })
}

/** Like `generate`; any answer but the expected one is a failure, because refusing is quicker than selling. */
export async function generateOnly(status: number, task: Task): Promise<Measured> {
  const measured = await generate(task)
  const others = Object.entries(measured.statuses).filter(([code]) => code !== String(status))
  if (others.length > 0) throw new Error(`expected only ${status}, got ${JSON.stringify(measured.statuses)}`)
  return measured
}
