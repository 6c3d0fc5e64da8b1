/** What a browser can do about messages, and how it subscribes to them. */
import type { BrowserSubscription } from '../../shared/push.ts'
import { isAppleTouch, isStandalone } from '../platform/device.ts'

export type Ability = 'able' | 'home-first' | 'unsupported'

/** Safari on iPhone and iPad takes messages only for what stands on the home screen. */
export function abilityOf(): Ability {
  if ('PushManager' in window && 'Notification' in window && 'serviceWorker' in navigator) return 'able'
  return isAppleTouch() && !isStandalone() ? 'home-first' : 'unsupported'
}

/** The worker comes when the page is idle; where it does not, there is nobody to take messages. */
const PATIENCE_MS = 10_000

/** How a private window and a browser without a push service say that they take no messages. */
const refusals = ['AbortError', 'NotAllowedError', 'NotSupportedError']

/**
 * Subscribes with that key; what is subscribed with another one would never be answered. Null where the browser takes no
 * messages.
 */
export async function subscribe(publicKey: string): Promise<BrowserSubscription | null> {
  const { pushManager } = await within(PATIENCE_MS, navigator.serviceWorker.ready)
  const known = await pushManager.getSubscription()
  if (known && keyOf(known) !== publicKey) await known.unsubscribe()
  const found = known && keyOf(known) === publicKey ? known : null
  const made = found ?? (await subscribeAnew(pushManager, publicKey))
  if (!made) return null
  const { p256dh = '', auth = '' } = made.toJSON().keys ?? {}
  return { endpoint: made.endpoint, keys: { p256dh, auth } }
}

async function subscribeAnew(pushManager: PushManager, applicationServerKey: string) {
  try {
    return await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey })
  } catch (error) {
    if (error instanceof DOMException && refusals.includes(error.name)) return null
    throw error
  }
}

function keyOf({ options }: PushSubscription): string {
  const bytes = new Uint8Array(options.applicationServerKey ?? new ArrayBuffer(0))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const late = new Promise<never>((_resolve, reject) => setTimeout(() => reject(new Error('no worker')), ms))
  return Promise.race([work, late])
}
