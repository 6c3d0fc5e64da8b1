/** Lets `size` pieces of work run at once; the others wait in turn, those that somebody is waiting for first. */
export function createGate(size: number) {
  const urgent: (() => void)[] = []
  const others: (() => void)[] = []
  let free = size
  return async <T>(work: () => Promise<T>, isUrgent = true): Promise<T> => {
    if (free > 0) free--
    else await new Promise<void>((enter) => (isUrgent ? urgent : others).push(enter))
    try {
      return await work()
    } finally {
      const next = urgent.shift() ?? others.shift()
      if (next) next()
      else free++
    }
  }
}
