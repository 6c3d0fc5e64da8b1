/** Fetching a picture from an address that somebody else wrote down. */
import type { IncomingMessage } from 'node:http'
import { MAX_UPLOAD_BYTES, type FetchReason } from '../../shared/media.ts'
import { internet, NoAnswer, parseAddress, request, type Network } from '../platform/public-request.ts'
import { sniff, SNIFF_BYTES } from './sniff.ts'

const MAX_REDIRECTS = 3
/** For all of it, redirects and slow servers included. */
const DEADLINE_MS = 20_000

/** Why it could not be had; `isFinal` where trying again would change nothing. */
export class FetchFailure extends Error {
  readonly reason: FetchReason
  readonly isFinal: boolean
  readonly retryAfterMs: number | undefined
  constructor(reason: FetchReason, isFinal: boolean, options: ErrorOptions & { retryAfterMs?: number } = {}) {
    super(reason, options)
    this.reason = reason
    this.isFinal = isFinal
    this.retryAfterMs = options.retryAfterMs
  }
}

const asked = {
  method: 'GET',
  headers: {
    accept: 'image/avif,image/webp,image/png,image/jpeg,image/gif',
    'user-agent': 'Vidriera (pictures of a catalogue)',
  },
}

/** The bytes behind an address, at most 20 MB, that begin as a picture does; throws `FetchFailure`. */
export async function fetchPicture(
  address: string,
  signal: AbortSignal,
  network: Network = internet,
): Promise<Buffer> {
  try {
    return await follow(address, AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]), network)
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error
    throw new FetchFailure(error.reason, error.isFinal, { cause: error })
  }
}

async function follow(address: string, signal: AbortSignal, network: Network): Promise<Buffer> {
  let url = parseAddress(address, network)
  for (let hops = 0; ; hops++) {
    const answer = await request(url, asked, signal, network)
    const location = redirectOf(answer)
    if (location === undefined) return read(answer, signal)
    answer.destroy()
    if (hops === MAX_REDIRECTS) throw new FetchFailure('too-many-redirects', true)
    url = parseAddress(location, network, url)
  }
}

function redirectOf({ statusCode = 0, headers }: IncomingMessage): string | undefined {
  return [301, 302, 303, 307, 308].includes(statusCode) ? headers.location : undefined
}

async function read(answer: IncomingMessage, signal: AbortSignal): Promise<Buffer> {
  try {
    refuseStatus(answer)
    const chunks: Buffer[] = []
    let size = 0
    if (Number(answer.headers['content-length'] ?? 0) > MAX_UPLOAD_BYTES) throw tooLarge()
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      const before = size
      chunks.push(chunk)
      size += chunk.length
      if (size > MAX_UPLOAD_BYTES) throw tooLarge()
      // the rest of what is no picture is not waited for
      if (before < SNIFF_BYTES && size >= SNIFF_BYTES) refuseOthers(Buffer.concat(chunks))
    }
    const bytes = Buffer.concat(chunks)
    refuseOthers(bytes)
    return bytes
  } catch (error) {
    if (error instanceof FetchFailure) throw error
    const reason = signal.aborted ? 'timeout' : 'unreachable'
    throw new FetchFailure(reason, false, { cause: error })
  } finally {
    answer.destroy()
  }
}

function refuseStatus({ statusCode = 0, headers }: IncomingMessage): void {
  if (statusCode === 404 || statusCode === 410) throw new FetchFailure('not-found', true)
  if (statusCode >= 500 || [408, 425, 429].includes(statusCode)) {
    const seconds = Number(headers['retry-after'])
    throw new FetchFailure('server-error', false, seconds > 0 ? { retryAfterMs: seconds * 1000 } : {})
  }
  const isEncoded = !/^(?:identity)?$/i.test(headers['content-encoding'] ?? '')
  if (statusCode !== 200 || isEncoded) throw new FetchFailure('refused', true)
}

function refuseOthers(bytes: Buffer): void {
  if (!sniff(bytes)) throw new FetchFailure('not-a-picture', true)
}

const tooLarge = (): FetchFailure => new FetchFailure('too-large', true)
