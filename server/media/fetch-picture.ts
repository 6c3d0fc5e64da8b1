/** Fetching a picture from an address that somebody else wrote down. */
import dns from 'node:dns/promises'
import http from 'node:http'
import https from 'node:https'
import net from 'node:net'
import tls from 'node:tls'
import { MAX_UPLOAD_BYTES, type FetchReason } from '../../shared/media.ts'
import { isPublicAddress } from './public-addresses.ts'
import { sniff, SNIFF_BYTES } from './sniff.ts'

const MAX_REDIRECTS = 3
const CONNECT_MS = 5_000
/** For all of it, redirects and slow servers included. */
const DEADLINE_MS = 20_000
const MAX_ADDRESSES = 3

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

export type Network = {
  /** Every address of a name. */
  resolve: (host: string) => Promise<string[]>
  /** A connection to exactly that address, which has been judged. */
  connect: (address: string, port: number) => net.Socket
  ports: readonly number[]
}

const internet: Network = {
  resolve: async (host) => (await dns.lookup(host, { all: true })).map(({ address }) => address),
  connect: (address, port) => net.connect({ host: address, port }),
  ports: [80, 443],
}

/** The bytes behind an address, at most 20 MB, that begin as a picture does; throws `FetchFailure`. */
export async function fetchPicture(
  address: string,
  signal: AbortSignal,
  network: Network = internet,
): Promise<Buffer> {
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)])
  let url = parse(address, network)
  for (let hops = 0; ; hops++) {
    const answer = await request(url, deadline, network)
    const location = redirectOf(answer)
    if (location === undefined) return read(answer, deadline)
    answer.destroy()
    if (hops === MAX_REDIRECTS) throw new FetchFailure('too-many-redirects', true)
    url = parse(location, network, url)
  }
}

/** http(s), a port of the web, no user: as a browser reads it, whose canonical form is what is judged and asked. */
function parse(address: string, { ports }: Network, base?: URL): URL {
  const url = URL.parse(address, base?.href)
  const port = url && portOf(url)
  const isFine = url && /^https?:$/.test(url.protocol) && url.username === '' && url.password === ''
  if (!isFine || !ports.includes(port ?? 0)) throw new FetchFailure('bad-address', true)
  return url
}

const portOf = ({ port, protocol }: URL): number =>
  port !== '' ? Number(port) : protocol === 'https:' ? 443 : 80

/** Without the brackets of IPv6. */
const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, '$1')

/** All addresses of the host, where every one of them is public; none is looked up again for the connection. */
async function addressesOf(url: URL, { resolve }: Network): Promise<string[]> {
  const host = hostOf(url)
  let addresses = [host]
  if (net.isIP(host) === 0) {
    try {
      addresses = await resolve(host)
    } catch (error) {
      throw new FetchFailure('unreachable', false, { cause: error })
    }
  }
  if (addresses.length === 0) throw new FetchFailure('unreachable', false)
  if (!addresses.every(isPublicAddress)) throw new FetchFailure('private-address', true)
  // of both families the older first: where the newer is not routed, connecting to it may take all of the time
  return addresses.toSorted((a, b) => net.isIP(a) - net.isIP(b)).slice(0, MAX_ADDRESSES)
}

async function request(url: URL, signal: AbortSignal, network: Network): Promise<http.IncomingMessage> {
  let failure = new FetchFailure('unreachable', false)
  for (const address of await race(addressesOf(url, network), signal)) {
    try {
      return await ask(url, await connect(url, address, signal, network), signal)
    } catch (error) {
      if (signal.aborted) throw timedOut(signal)
      failure = new FetchFailure('unreachable', false, { cause: error })
    }
  }
  throw failure
}

async function connect(
  url: URL,
  address: string,
  signal: AbortSignal,
  network: Network,
): Promise<net.Socket> {
  const plain = network.connect(address, portOf(url))
  const isSecure = url.protocol === 'https:'
  const host = hostOf(url)
  const servername = net.isIP(host) === 0 ? host : '' // the name that is asked for; `host` is what the certificate says
  const socket = isSecure ? tls.connect({ socket: plain, host, servername }) : plain
  try {
    await new Promise<void>((resolve, reject) => {
      const stop = AbortSignal.any([signal, AbortSignal.timeout(CONNECT_MS)])
      stop.addEventListener('abort', () => reject(timedOut(stop)), { once: true })
      socket.once(isSecure ? 'secureConnect' : 'connect', resolve)
      // heard to the end: an error that nobody hears would end the process
      socket.on('error', reject)
      plain.on('error', reject)
    })
    return socket
  } catch (error) {
    socket.destroy()
    plain.destroy()
    throw error
  }
}

/** One request on that very connection: no agent that could hand out another, no proxy, no cookies, nothing compressed. */
function ask(url: URL, socket: net.Socket, signal: AbortSignal): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const isSecure = url.protocol === 'https:'
    const client = isSecure ? https : http
    const request = client.request(url, {
      createConnection: () => socket, // and no agent, not even `false`: it would look up the name and connect by itself
      defaultPort: isSecure ? 443 : 80,
      signal,
      headers: {
        accept: 'image/avif,image/webp,image/png,image/jpeg,image/gif',
        'accept-encoding': 'identity',
        'user-agent': 'Vidriera (pictures of a catalogue)',
      },
    })
    request.once('response', resolve)
    request.once('error', (error) => {
      socket.destroy()
      reject(error)
    })
    request.end()
  })
}

function redirectOf({ statusCode = 0, headers }: http.IncomingMessage): string | undefined {
  return [301, 302, 303, 307, 308].includes(statusCode) ? headers.location : undefined
}

async function read(answer: http.IncomingMessage, signal: AbortSignal): Promise<Buffer> {
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
    throw signal.aborted ? timedOut(signal) : new FetchFailure('unreachable', false, { cause: error })
  } finally {
    answer.destroy()
  }
}

function refuseStatus({ statusCode = 0, headers }: http.IncomingMessage): void {
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
const timedOut = (signal: AbortSignal): FetchFailure =>
  new FetchFailure('timeout', false, { cause: signal.reason })

/** A name server that does not answer must not outlast the deadline. */
function race<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(timedOut(signal))
    if (signal.aborted) return stop()
    signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}
