import type { IncomingMessage } from 'node:http'
import type { Config } from '../config.ts'
import { clientAddress, networkOf, plainAddress, trustedProxies } from './addresses.ts'

/** What the HTTP server hands along with a request. */
export type Bindings = {
  incoming?: IncomingMessage
  outgoing?: unknown
  /** Our own pages asking our own API. */
  isInternal?: boolean
  /** It has been taken from what the client may ask already. */
  isCounted?: boolean
}

/** Who asks, and for which host. */
export type Peer = {
  /** Its address, IPv6 cut to its /64. */
  client: string
  scheme: 'http' | 'https' | undefined
  host: string
  isInternal: boolean
}

type Header = (name: string) => string | undefined

/** Who asks, by socket and, from trusted proxies alone, by what they forward. */
export function createIdentifyPeer(config: Config) {
  const trusted = trustedProxies(config.trustedProxies)
  const isPublicSecure = config.publicUrl?.startsWith('https://') ?? false
  return (header: Header, incoming: IncomingMessage | undefined, isInternal: boolean): Peer => {
    const remote = incoming?.socket.remoteAddress ?? '127.0.0.1'
    const peer = plainAddress(remote)
    let scheme: Peer['scheme'] = isPublicSecure ? 'https' : undefined
    let host = incoming?.headers.host ?? header('host') ?? 'localhost'
    let address = peer
    const isProxied = !trusted.isEmpty && trusted.has(peer)
    if (isProxied || isInternal) {
      const proto = header('x-forwarded-proto')
      if (proto === 'https' || proto === 'http') scheme = proto
    }
    if (isProxied && !isInternal) {
      address = clientAddress(peer, header('x-forwarded-for'), trusted)
      host = header('x-forwarded-host') ?? host
    }
    return { client: networkOf(address), scheme, host, isInternal }
  }
}

export const originOf = (config: Config, peer: Peer): string =>
  config.publicUrl ?? `${peer.scheme ?? 'http'}://${peer.host}`
