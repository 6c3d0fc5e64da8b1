import fs from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../support/start-shop.ts'
import { median, type Figure } from './measure.ts'
import { SLUG, spawnServer, stopServer, untilAnswered } from './shop.ts'

const ROUNDS = 3

/** A second start to the first page, and what the server holds in memory once nobody asks anything. */
export async function startFigures(dataDir: string): Promise<Figure[]> {
  const seconds: number[] = []
  const megabytes: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const port = await freePort()
    const started = performance.now()
    const server = spawnServer(dataDir, port)
    try {
      await untilAnswered(`http://127.0.0.1:${port}/s/${SLUG}/`, server)
      seconds.push((performance.now() - started) / 1_000)
      await pause(5_000)
      const kilobytes = /VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1]
      megabytes.push(Number(kilobytes) / 1024)
    } finally {
      await stopServer(server)
    }
  }
  const [start, memory] = [median(seconds), median(megabytes)]
  return [
    {
      what: 'second start to the first page',
      baseline: '',
      ours: `${start.toFixed(1)} s`,
      ratio: null,
      goal: '≤ 5 s',
      isReached: start <= 5,
    },
    {
      what: 'idle server without Postgres',
      baseline: '',
      ours: `${Math.round(memory)} MB`,
      ratio: null,
      goal: '≤ 160 MB',
      isReached: memory <= 160,
    },
  ]
}
