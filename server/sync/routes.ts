import { upgradeWebSocket } from '@hono/node-server'
import { Hono } from 'hono'
import type { WebSocket } from 'ws'
import type { SelectionAccess } from '../../shared/selection-links.ts'
import { selectionIdSchema } from '../../shared/selection.ts'
import { closeCodes, type CloseReason } from '../../shared/sync.ts'
import type { Config } from '../config.ts'
import { sha256 } from '../platform/crypto.ts'
import type { RequestEnv } from '../platform/http.ts'
import type { Logger } from '../platform/logger.ts'
import { isOwnOrigin, ownOrigins } from '../platform/origins.ts'
import { createIdentifyPeer, type Bindings } from '../platform/peer.ts'
import { Refusal } from '../platform/problem.ts'
import type { Database } from '../platform/tenancy.ts'
import type { StoreDirectory } from '../stores/stores.ts'
import { Connection } from './connection.ts'
import type { Place, Rooms } from './rooms.ts'
import { openCapability } from './sync.ts'

/** From one address: a carrier may put many phones behind one. */
const MOST_SOCKETS = 200

type RoutesDeps = { config: Config; db: Database; log: Logger; rooms: Rooms; stores: StoreDirectory }
type Opened = Place & { access: SelectionAccess; linkId: string | null }

/**
 * Where replicas meet. A page of another site is refused before anything else; what is decided about everybody else is
 * said over the open socket, because a browser tells a refused one from a network that is away by nothing.
 */
export function syncRoutes(deps: RoutesDeps) {
  const { config, log, rooms } = deps
  const identify = createIdentifyPeer(config)
  const sockets = new Map<string, number>()
  /** Whether one more may be open; it is counted until it is closed. */
  const isOneMore = (address: string, socket: WebSocket): boolean => {
    const count = (by: number) => {
      const now = (sockets.get(address) ?? 0) + by
      if (now > 0) sockets.set(address, now)
      else sockets.delete(address)
      return now
    }
    socket.once('close', () => count(-1))
    return count(1) <= MOST_SOCKETS || !config.areLimitsOn
  }
  return new Hono<RequestEnv>().get(
    '/sync/:store/:selectionId',
    upgradeWebSocket(async (c) => {
      const header = (name: string) => c.req.header(name)
      const { incoming } = (c.env ?? {}) as Bindings
      const peer = identify(header, incoming, false)
      const sent = {
        origin: header('origin'),
        fetchSite: header('sec-fetch-site'),
        hasCookie: header('cookie') !== undefined,
      }
      if (!isOwnOrigin(sent, ownOrigins(config.publicUrl, peer.host, peer.scheme)))
        throw new Refusal('foreign-origin')
      const place = await findPlace(deps, c.req.param('store') ?? '', c.req.param('selectionId') ?? '')
      const device = c.req.query('device')?.slice(0, 200)
      const options = {
        owner: device ? sha256(device).subarray(0, 16).toString('base64url') : '',
        wantsAcks: c.req.query('ack') === '1',
        isLimited: config.areLimitsOn,
      }
      return {
        onOpen: (_event, { raw }) => {
          const socket = raw as WebSocket
          // gone again while its place was looked for: nobody would ever hear that it left
          if (socket.readyState !== socket.OPEN) return
          if (!isOneMore(peer.client, socket)) return socket.close(closeCodes.tooMany, 'tooMany')
          if (typeof place === 'string') {
            log.debug({ reason: place }, 'a connection to a selection was not taken')
            return socket.close(closeCodes[place], place)
          }
          rooms.join(
            new Connection(socket, { ...options, access: place.access, linkId: place.linkId }),
            place,
          )
        },
      }
    }),
    () => {
      throw new Refusal('not-found')
    },
  )
}

/** The selection that a capability opens in that store, or why there is none. */
async function findPlace(
  { db, log, stores }: RoutesDeps,
  slug: string,
  capability: string,
): Promise<Opened | CloseReason> {
  if (!selectionIdSchema.safeParse(capability).success) return 'gone'
  try {
    const store = await stores.bySlug(slug)
    if (!store || store.status === 'suspended') return 'gone'
    const opened = await openCapability(db, store.id, capability)
    if (opened === 'revoked') return 'revoked'
    const { selectionId: id, access, linkId, now } = opened
    return { storeId: store.id, id, access, linkId, now }
  } catch (error) {
    log.warn({ err: error }, 'a connection to a selection has to come again')
    return 'tryAgain'
  }
}
