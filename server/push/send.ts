import { encryptNotification, vapidHeaders } from '@block65/webcrypto-web-push'
import type { BrowserSubscription, PushMessage } from '../../shared/push.ts'
import type { Keys } from '../platform/crypto.ts'
import { NoAnswer, parseAddress, request, type Network } from '../platform/public-request.ts'

/** For all of it, a slow service included. */
const DEADLINE_MS = 15_000

export type Sending = {
  message: PushMessage
  /** So long the service keeps it for a browser that is away. */
  ttlSeconds: number
  isUrgent: boolean
  /** Of two messages with one topic the service keeps the newer: at most 32 letters. */
  topic: string
  /** Who sends, for the service's people: an https address or a mailto. */
  sender: string
}

export type Outcome =
  | { kind: 'sent' }
  /** The service does not know this browser any more, or is none. */
  | { kind: 'gone' }
  /** It will not take this message, whenever it is sent. */
  | { kind: 'refused'; status: number }
  | { kind: 'later'; retryAfterMs: number }

/** One message to one browser, by way of the service that its subscription names. */
export async function send(
  keys: Keys,
  subscription: BrowserSubscription,
  sending: Sending,
  signal: AbortSignal,
  network: Network,
): Promise<Outcome> {
  const browser = { ...subscription, expirationTime: null }
  const body = await encryptNotification(browser, Buffer.from(JSON.stringify(sending.message)))
  const { headers } = await vapidHeaders(browser, { subject: sending.sender, ...keys.push })
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)])
  const sent = {
    method: 'POST',
    headers: {
      ...headers,
      ttl: sending.ttlSeconds,
      urgency: sending.isUrgent ? 'high' : 'normal',
      topic: sending.topic,
      'content-type': 'application/octet-stream',
      'content-encoding': 'aes128gcm',
      'content-length': body.byteLength,
    },
    body,
  }
  try {
    const answer = await request(parseAddress(subscription.endpoint, network), sent, deadline, network)
    // what it has to say beyond its status is not read
    answer.destroy()
    return outcomeOf(answer.statusCode ?? 0, answer.headers['retry-after'])
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error
    return error.isFinal ? { kind: 'gone' } : { kind: 'later', retryAfterMs: 0 }
  }
}

function outcomeOf(status: number, retryAfter: string | undefined): Outcome {
  if (status >= 200 && status < 300) return { kind: 'sent' }
  if (status === 404 || status === 410) return { kind: 'gone' }
  if (status >= 500 || [408, 425, 429].includes(status)) {
    return { kind: 'later', retryAfterMs: waitOf(retryAfter) }
  }
  return { kind: 'refused', status }
}

/** As seconds or as a date. */
function waitOf(retryAfter = ''): number {
  const ms = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - Date.now()
  return ms > 0 ? ms : 0
}
