import type pg from 'pg'
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client'
import type { ProblemCode } from '../../shared/problem.ts'
import { Durations } from './durations.ts'

export type Metrics = {
  /** One answer, by the route's pattern: raw paths would make a series of every code. */
  answered: (
    method: string,
    route: string,
    status: number,
    ms: number,
    problem: ProblemCode | undefined,
  ) => void
  /** All requests so far. */
  requests: () => number
  swept: (holds: number) => void
  /** What the nightly check found; 0 is what everybody wants to see. */
  drift: (breaches: number) => void
  backedUp: (bytes: number) => void
  watchPools: (pools: Record<string, pg.Pool>) => void
  text: () => Promise<string>
  contentType: string
}

/** Figures of this process in the Prometheus format. */
export function createMetrics(): Metrics {
  const registers = [new Registry()]
  const [registry = new Registry()] = registers
  const durations = new Durations()
  const problems = new Counter({
    name: 'vidriera_problems_total',
    help: 'Refused requests, by problem code',
    labelNames: ['code'],
    registers,
  })
  const checkouts = new Counter({
    name: 'vidriera_checkouts_total',
    help: 'Checkouts asked for, by outcome: made, or the problem code',
    labelNames: ['outcome'],
    registers,
  })
  const swept = new Counter({
    name: 'vidriera_swept_holds_total',
    help: 'Overdue holds ended by the sweeper',
    registers,
  })
  const drift = new Gauge({
    name: 'vidriera_invariant_breaches',
    help: 'Rows that check_invariants() found at the last nightly check',
    registers,
  })
  const backupTime = new Gauge({
    name: 'vidriera_last_backup_timestamp_seconds',
    help: 'When the last backup of this process ended',
    registers,
  })
  const backupSize = new Gauge({
    name: 'vidriera_last_backup_bytes',
    help: 'Size of the last backup of this process',
    registers,
  })
  let requests = 0
  return {
    requests: () => requests,
    answered: (method, route, status, ms, problem) => {
      requests++
      durations.observe(method, route, status, ms / 1000)
      if (problem !== undefined) problems.inc({ code: problem })
      if (method === 'POST' && route.endsWith('/checkouts'))
        checkouts.inc({ outcome: status === 201 ? 'made' : (problem ?? 'internal') })
    },
    swept: (holds) => swept.inc(holds),
    drift: (breaches) => drift.set(breaches),
    backedUp: (bytes) => {
      backupTime.setToCurrentTime()
      backupSize.set(bytes)
    },
    watchPools: (pools) => watchPools(registers, pools),
    text: async () => {
      collectProcess(registry)
      return durations.text() + (await registry.metrics())
    },
    contentType: registry.contentType,
  }
}

const watched = new WeakSet<Registry>()

/** Event-loop lag, memory and the like; begun with the first reader, because watching the loop wakes it up. */
function collectProcess(register: Registry): void {
  if (watched.has(register)) return
  watched.add(register)
  collectDefaultMetrics({ register })
}

function watchPools(registers: Registry[], pools: Record<string, pg.Pool>): void {
  new Gauge({
    name: 'vidriera_database_connections',
    help: 'Connections of each pool by state; waiting are requests without one',
    labelNames: ['pool', 'state'],
    registers,
    collect() {
      for (const [pool, { totalCount, idleCount, waitingCount }] of Object.entries(pools)) {
        this.set({ pool, state: 'busy' }, totalCount - idleCount)
        this.set({ pool, state: 'idle' }, idleCount)
        this.set({ pool, state: 'waiting' }, waitingCount)
      }
    },
  })
}
