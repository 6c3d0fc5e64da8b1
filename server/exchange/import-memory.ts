import { setFlagsFromString } from 'node:v8'

let running = 0

/**
 * While `work` runs, V8's young generation keeps its size: fed with a file it would grow to 100 MB of short-lived rows
 * (measured: 176 MB above idle without, 111 with, and no slower). The factor is read each time it wants to grow; 2 is V8's own.
 */
export async function inSmallMemory<T>(work: () => Promise<T>): Promise<T> {
  running++
  setFlagsFromString('--semi-space-growth-factor=1')
  try {
    return await work()
  } finally {
    running--
    if (running === 0) setFlagsFromString('--semi-space-growth-factor=2')
  }
}
