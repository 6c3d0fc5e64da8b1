import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

type Line =
  | { event: 'made'; id: string; key: string; variantId: string; text: string }
  | { event: 'asked' | 'done'; id: string; status: 'confirmed' | 'cancelled' }

export type Recorded = {
  key: string
  variantId: string
  /** The 201 as it was answered: a retry is answered the very same. */
  text: string
  /** What the checkout may be now: what was acknowledged, or also what was asked for and never answered. */
  allowed: string[]
}

/** What the server has acknowledged, on disk before the next request is sent: what a customer would remember. */
export class Journal {
  readonly #file: string
  readonly #handle: number

  constructor(file: string) {
    this.#file = file
    this.#handle = fs.openSync(file, 'a')
  }

  write(line: Line): void {
    fs.writeSync(this.#handle, `${JSON.stringify(line)}\n`)
  }

  read(): Map<string, Recorded> {
    const recorded = new Map<string, Recorded>()
    const text = fs.readFileSync(this.#file, 'utf8')
    for (const json of text.split('\n').filter(Boolean)) {
      const line = JSON.parse(json) as Line
      if (line.event === 'made') {
        const { id, key, variantId, text } = line
        recorded.set(id, { key, variantId, text, allowed: ['pending'] })
        continue
      }
      const entry = recorded.get(line.id)
      if (!entry) throw new Error('the journal names a checkout that was never made')
      entry.allowed = line.event === 'done' ? [line.status] : [...entry.allowed, line.status]
    }
    return recorded
  }
}

export type Traffic = {
  /** Answers by status; 0 where there was none. */
  statuses: Map<number, number>
  /** Codes of the problems that came with 5xx. */
  faults: Set<string>
  longestMs: number
  /** When something was last answered well, by `performance.now()`. */
  lastSuccess: number
  stop: () => Promise<void>
}

type Customers = {
  url: string
  token: string
  variants: string[]
  journal: Journal
  clients?: number
}

/** Customers who make checkouts; a third of them is confirmed, a third cancelled. Goes on whatever the answers are. */
export function startTraffic({ url, token, variants, journal, clients = 8 }: Customers): Traffic {
  const traffic = {
    statuses: new Map<number, number>(),
    faults: new Set<string>(),
    longestMs: 0,
    lastSuccess: 0,
  }
  let isStopped = false
  const ask = async (path: string, headers: Record<string, string>, body: unknown) => {
    const started = performance.now()
    const answer = await post(`${url}${path}`, headers, body)
    const now = performance.now()
    traffic.statuses.set(answer.status, (traffic.statuses.get(answer.status) ?? 0) + 1)
    traffic.longestMs = Math.max(traffic.longestMs, now - started)
    if (answer.status >= 200 && answer.status < 300) traffic.lastSuccess = now
    else {
      if (answer.status >= 500) traffic.faults.add(answer.body.code ?? 'no problem')
      await pause(25)
    }
    return answer
  }
  const customer = async (): Promise<void> => {
    while (!isStopped) {
      const variantId = variants[Math.floor(Math.random() * variants.length)] ?? ''
      const key = randomUUID()
      const made = await ask(
        '/checkouts',
        { 'Idempotency-Key': key },
        { items: [{ variantId, quantity: 1 }] },
      )
      const { id, code } = made.body
      if (made.status !== 201 || id === undefined || code === undefined) continue
      journal.write({ event: 'made', id, key, variantId, text: made.text })
      const end = (['confirmed', 'cancelled', undefined] as const)[Math.floor(Math.random() * 3)]
      if (end === undefined) continue
      journal.write({ event: 'asked', id, status: end })
      const ended =
        end === 'confirmed'
          ? await ask(`/checkouts/${id}/confirm`, { Authorization: `Bearer ${token}` }, {})
          : await ask(`/checkouts/${code}/cancel`, {}, {})
      if (ended.status >= 200 && ended.status < 300) journal.write({ event: 'done', id, status: end })
    }
  }
  const all = Promise.all(Array.from({ length: clients }, customer))
  return Object.assign(traffic, {
    stop: async () => {
      isStopped = true
      await all
    },
  })
}

type Answer = { status: number; text: string; body: { id?: string; code?: string } }

/** Status 0 where the connection failed: the server was killed under the request. */
export async function post(url: string, headers: Record<string, string>, body: unknown): Promise<Answer> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
    const text = await response.text()
    return { status: response.status, text, body: text === '' ? {} : (JSON.parse(text) as Answer['body']) }
  } catch {
    return { status: 0, text: '', body: {} } // nothing was acknowledged
  }
}
