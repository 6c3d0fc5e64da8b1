import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

const ROOMY_BYTES = 200e6

/**
 * Makes the minute's look at an idle process: after a minute without a request it gives back what a rush has left
 * behind. While there are requests it does nothing, because the collection stops them for some 50 ms.
 */
export function createMemoryKeeper(requests: () => number): () => Promise<void> {
  let before = requests()
  return () => {
    const now = requests()
    if (now === before && process.memoryUsage.rss() > ROOMY_BYTES) giveBackMemory()
    before = now
    return Promise.resolve()
  }
}

/**
 * Gives back what loading the program took: 300 MB resident shrink to 125. V8 itself keeps a young generation that
 * grew during the start for as long as nothing forces it; nothing but this call asks for a whole collection.
 */
export function giveBackMemory(): void {
  setFlagsFromString('--expose-gc')
  const gc = runInNewContext('gc') as (options: object) => void
  gc({ type: 'major', execution: 'sync', flavor: 'last-resort' })
  setFlagsFromString('--no-expose-gc')
}
