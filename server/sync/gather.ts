/** Questions of one store that come while others are under way are asked together. */

type Waiting<Q, A> = { question: Q; resolve: (answer: A) => void; reject: (error: unknown) => void }
type Line<Q, A> = { waiting: Waiting<Q, A>[]; lanes: number; isStarting: boolean }

/**
 * `ask` answers one for one, in their order; where it fails, all of them fail. `lanes`: how many may be under way at once
 * for a store: a second one spares whoever comes meanwhile the rest of the first.
 */
export function gatherByStore<Q, A>(
  ask: (storeId: string, questions: Q[]) => Promise<A[]>,
  { lanes, most }: { lanes: number; most: number },
): (storeId: string, question: Q) => Promise<A> {
  const lines = new Map<string, Line<Q, A>>()

  const run = async (storeId: string, line: Line<Q, A>): Promise<void> => {
    line.lanes++
    line.isStarting = false
    while (line.waiting.length > 0) {
      const batch = line.waiting.splice(0, most)
      try {
        const answers = await ask(
          storeId,
          batch.map(({ question }) => question),
        )
        batch.forEach(({ resolve }, n) => resolve(answers[n] as A))
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    line.lanes--
    if (line.lanes === 0 && !line.isStarting) lines.delete(storeId)
  }

  return (storeId, question) =>
    new Promise((resolve, reject) => {
      const line = lines.get(storeId) ?? { waiting: [], lanes: 0, isStarting: false }
      lines.set(storeId, line)
      line.waiting.push({ question, resolve, reject })
      if (line.isStarting || line.lanes >= lanes) return
      line.isStarting = true
      // what arrives in this turn of the event loop goes along
      setImmediate(() => void run(storeId, line))
    })
}
