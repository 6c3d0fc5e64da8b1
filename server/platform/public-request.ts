/**
 * One request to an address that somebody else wrote down: to the open internet alone. Every address of its name must be
 * public, and the connection goes to the very address that was judged.
 */
import dns from 'node:dns/promises'
import http from 'node:http'
import https from 'node:https'
import net from 'node:net'
import tls from 'node:tls'
import { isPublicAddress } from './public-addresses.ts'

const CONNECT_MS = 5_000
const MAX_ADDRESSES = 3

type Reason = 'bad-address' | 'private-address' | 'unreachable' | 'timeout'

/** Why nobody answered; `isFinal` where trying again would change nothing. */
export class NoAnswer extends Error {
  readonly reason: Reason
  readonly isFinal: boolean
  constructor(reason: Reason, options?: ErrorOptions) {
    super(reason, options)
    this.reason = reason
    this.isFinal = reason === 'bad-address' || reason === 'private-address'
  }
}

export type Network = {
  /** Every address of a name. */
  resolve: (host: string) => Promise<string[]>
  /** A connection to exactly that address, which has been judged. */
  connect: (address: string, port: number) => net.Socket
  ports: readonly number[]
}

export const internet: Network = {
  resolve: async (host) => (await dns.lookup(host, { all: true })).map(({ address }) => address),
  connect: (address, port) => net.connect({ host: address, port }),
  ports: [80, 443],
}

/** http(s), a port of the web, no user: as a browser reads it, whose canonical form is what is judged and asked. */
export function parseAddress(address: string, { ports }: Network, base?: URL): URL {
  const url = URL.parse(address, base?.href)
  const port = url && portOf(url)
  const isFine = url && /^https?:$/.test(url.protocol) && url.username === '' && url.password === ''
  if (!isFine || !ports.includes(port ?? 0)) throw new NoAnswer('bad-address')
  return url
}

const portOf = ({ port, protocol }: URL): number =>
  port !== '' ? Number(port) : protocol === 'https:' ? 443 : 80

/** Without the brackets of IPv6. */
const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, '$1')

/** Whether the address names a host outside the open internet by its number; a name is judged when it is asked. */
export function isPrivateNumber(url: URL): boolean {
  const host = hostOf(url)
  return net.isIP(host) !== 0 && !isPublicAddress(host)
}

/** All addresses of the host, where every one of them is public; none is looked up again for the connection. */
async function addressesOf(url: URL, { resolve }: Network): Promise<string[]> {
  const host = hostOf(url)
  let addresses = [host]
  if (net.isIP(host) === 0) {
    try {
      addresses = await resolve(host)
    } catch (error) {
      throw new NoAnswer('unreachable', { cause: error })
    }
  }
  if (addresses.length === 0) throw new NoAnswer('unreachable')
  if (!addresses.every(isPublicAddress)) throw new NoAnswer('private-address')
  // of both families the older first: where the newer is not routed, connecting to it may take all of the time
  return addresses.toSorted((a, b) => net.isIP(a) - net.isIP(b)).slice(0, MAX_ADDRESSES)
}

export type Sent = { method: string; headers: http.OutgoingHttpHeaders; body?: Uint8Array }

/** The answer of whoever has that address, its body unread; follows no redirect. Throws `NoAnswer`. */
export async function request(
  url: URL,
  sent: Sent,
  signal: AbortSignal,
  network: Network,
): Promise<http.IncomingMessage> {
  let failure = new NoAnswer('unreachable')
  for (const address of await race(addressesOf(url, network), signal)) {
    try {
      return await ask(url, sent, await connect(url, address, signal, network), signal)
    } catch (error) {
      if (signal.aborted) throw timedOut(signal)
      failure = new NoAnswer('unreachable', { cause: error })
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
function ask(
  url: URL,
  { method, headers, body }: Sent,
  socket: net.Socket,
  signal: AbortSignal,
): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const isSecure = url.protocol === 'https:'
    const client = isSecure ? https : http
    const request = client.request(url, {
      createConnection: () => socket, // and no agent, not even `false`: it would look up the name and connect by itself
      defaultPort: isSecure ? 443 : 80,
      signal,
      method,
      headers: { 'accept-encoding': 'identity', ...headers },
    })
    request.once('response', resolve)
    request.once('error', (error) => {
      socket.destroy()
      reject(error)
    })
    request.end(body)
  })
}

export const timedOut = (signal: AbortSignal): NoAnswer => new NoAnswer('timeout', { cause: signal.reason })

/** A name server that does not answer must not outlast the deadline. */
function race<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(timedOut(signal))
    if (signal.aborted) return stop()
    signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}
