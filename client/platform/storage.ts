/** Small values a browser keeps. Where it keeps nothing (private mode), they live as long as the page. */
/** What could not be written to it; whatever could is read where other tabs write it too. */
const memory = new Map<string, string>()

export function readKept(key: string): string | null {
  const held = memory.get(key)
  if (held !== undefined) return held
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

/** Writes, or forgets with `null`; answers whether it will outlive the page. */
export function keep(key: string, value: string | null): boolean {
  memory.delete(key)
  try {
    if (value === null) localStorage.removeItem(key)
    else localStorage.setItem(key, value)
    return true
  } catch {
    if (value !== null) memory.set(key, value)
    return false
  }
}

/** Calls back when another tab changes the value. */
export function watchKept(key: string, changed: (value: string | null) => void): () => void {
  const listen = (event: StorageEvent) => {
    if (event.key === key) changed(event.newValue)
  }
  addEventListener('storage', listen)
  return () => removeEventListener('storage', listen)
}

/** 128 random bits, base64url: 22 characters. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/** The value kept under `key`, made once where there is none. */
export function keptId(key: string): string {
  const kept = readKept(key)
  if (kept !== null && /^[A-Za-z0-9_-]{22}$/.test(kept)) return kept
  const made = randomId()
  keep(key, made)
  return made
}

/** Names this browser to the server, which caps how many open holds one device may have. */
export const deviceId = () => keptId('vidriera:device')

/** Names this browser to whoever shares a selection with it, who read it there; nothing can be had for it. */
export const handId = () => keptId('vidriera:hand')
