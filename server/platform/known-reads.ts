/**
 * What anybody may read and somebody has read lately, read again without its route being looked for: nearly all that
 * shoppers ask for is a few addresses, and the way to an answer costs as much as a third of it.
 *
 * KNR1 how an answer is read is kept, never what it said: the store is found and its rows are asked each time.
 * KNR2 who asks in one turn of the event loop shares one reading; it begins when all of them have asked.
 * KNR3 whatever is not answered well goes the whole way, which says why; no client is counted twice for it.
 */
import type { IncomingHttpHeaders } from 'node:http'
import type { Store } from './http.ts'
import { createIdentifyPeer, type Bindings } from './peer.ts'
import type { PipelineOptions } from './pipeline.ts'
import { SecuredResponse } from './security-headers.ts'

/** An answer as it goes over the wire: serialised once for all who share the query. */
export type Serialised = { body: string; etag: string }

/** How one address is answered: by which store, and with what of it. */
export type ReadAgain = {
  findStore: () => Promise<Store | undefined>
  read: (store: Store) => Promise<Serialised>
}

type TheWholeWay = (more: Bindings) => Response | Promise<Response>

export type KnownReads = {
  remember: (host: string, url: string, route: string, again: ReadAgain) => void
  /** Undefined where it is not known. */
  answer: (bindings: Bindings, theWholeWay: TheWholeWay) => Promise<Response> | undefined
}

const MOST = 500
const LONGEST = 300

/** Whoever has it already is told so. */
export function respond({ body, etag }: Serialised, known: string | undefined): Response {
  const headers = { ETag: etag, 'Cache-Control': 'no-cache' }
  if (known === etag) return new Response(null, { status: 304, headers })
  return new Response(body, { headers: { ...headers, 'Content-Type': 'application/json' } })
}

type Options = Pick<PipelineOptions, 'config' | 'log' | 'metrics' | 'limits' | 'isReady'>
type Found = Serialised | undefined
type Known = ReadAgain & { route: string; path: string; asked: Promise<Found> | undefined }
type Asked = { known: Known; bindings: Bindings; client: string; etag: string | undefined }

export function createKnownReads({ config, log, metrics, limits, isReady }: Options): KnownReads {
  const identify = createIdentifyPeer(config)
  const isVerbose = log.isLevelEnabled('debug')
  const all = new Map<string, Known>()

  async function again(
    { known, bindings, client, etag }: Asked,
    theWholeWay: TheWholeWay,
  ): Promise<Response> {
    const started = performance.now()
    const taking = limits.take(client, 'GET', known.path)
    if (taking) await taking
    const found = await ask(known)
    if (!found) return theWholeWay({ ...bindings, isCounted: true })
    const answer = respond(found, etag)
    const ms = performance.now() - started
    metrics.answered('GET', known.route, answer.status, ms, undefined)
    if (isVerbose) log.debug({ isKnown: true, route: known.route, status: answer.status, ms }, 'answered')
    return answer
  }

  function ask(known: Known): Promise<Found> {
    known.asked ??= new Promise((resolve) => {
      setImmediate(() => {
        known.asked = undefined
        // the whole way meets the same refusal or fault, and says it
        resolve(readOf(known).catch(() => undefined))
      })
    })
    return known.asked
  }

  async function readOf({ findStore, read }: Known): Promise<Found> {
    const store = await findStore()
    return !store || store.status === 'suspended' ? undefined : read(store)
  }

  return {
    remember: (host, url, route, { findStore, read }) => {
      if (url.length > LONGEST) return
      if (all.size >= MOST) all.clear()
      all.set(`${host} ${url}`, {
        findStore,
        read,
        route,
        path: url.split('?', 1)[0] ?? url,
        asked: undefined,
      })
    },
    answer: (bindings, theWholeWay) => {
      const { incoming, outgoing } = bindings
      if (incoming?.method !== 'GET' || !isReady()) return undefined
      const { headers } = incoming
      const { client, host, scheme } = identify((name) => one(headers, name), incoming, false)
      const known = all.get(`${host} ${incoming.url ?? ''}`)
      if (!known) return undefined
      if (outgoing instanceof SecuredResponse) outgoing.isSecure = scheme === 'https'
      const asked = { known, bindings, client, etag: headers['if-none-match'] }
      // over the limit
      return again(asked, theWholeWay).catch(() => theWholeWay(bindings))
    },
  }
}

const one = (headers: IncomingHttpHeaders, name: string): string | undefined => {
  const value = headers[name]
  return Array.isArray(value) ? value.join(', ') : value
}
