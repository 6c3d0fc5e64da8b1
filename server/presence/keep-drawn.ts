/** What a drawing shows and how: two that show the same are one, whoever asks and by whichever address. */
export type Shown = Record<string, unknown>
type Draw = () => Promise<Buffer | undefined>
export type KeepDrawn = (shown: Shown, draw: Draw) => Promise<Buffer | undefined>

const MOST_KEPT = 60

/** What takes long to draw is drawn once, also for all who ask meanwhile; who is asked for least recently makes room. */
export function createKeepDrawn(): KeepDrawn {
  const kept = new Map<string, Promise<Buffer | undefined>>()
  return async (shown, draw) => {
    const key = JSON.stringify(shown)
    const drawing = kept.get(key) ?? draw()
    kept.delete(key)
    kept.set(key, drawing)
    const [oldest] = kept.keys()
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest)
    let bytes: Buffer | undefined
    try {
      bytes = await drawing
      return bytes
    } finally {
      // what could not be drawn is tried again by the next who asks
      if (!bytes && kept.get(key) === drawing) kept.delete(key)
    }
  }
}
