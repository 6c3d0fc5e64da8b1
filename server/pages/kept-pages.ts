/** Rendered pages, given again for as long as rendering them anew would come to the same. */
import { setTimeout as pause } from 'node:timers/promises'
import { SharedRead } from '../platform/shared-read.ts'
import type { FetchApi } from './bundle.ts'

/** What a page was made of: who has an ETag is told apart by it, the few others by every letter. */
type Made = { path: string; etag: string | null; body: string | null }

/** `size` in bytes. */
type Sized = { size: number }
type Kept<P> = { page: P; made: Made[]; minute: number }
type Rendered<P> = { page: P; isKeepable: boolean }

const MINUTE_MS = 60_000
/** How long the answers of before are waited for; after that the page is rendered, which has a limit of its own. */
const PATIENCE_MS = 2_000

/**
 * Nothing is assumed to be true still: whoever asks has everything asked again that the page was made of, which costs
 * little, because the API keeps its answers by the same rule, and all who come at once share it. What the page read from
 * the clock is bound by the minute it was rendered in: days begin at a full one in every time zone.
 */
export class KeptPages<P extends Sized> {
  readonly #limit: number
  readonly #isSame: (before: P, after: P) => boolean
  /** The one that was asked for last comes last. */
  readonly #kept = new Map<string, Kept<P>>()
  readonly #shared = new SharedRead<P>()

  /** A page that was rendered anew and `isSame` stays the one that it was, with what has been made of it. */
  constructor(limitBytes: number, isSame: (before: P, after: P) => boolean = () => false) {
    this.#limit = limitBytes
    this.#isSame = isSame
  }

  /** What is kept, in bytes. */
  get size(): number {
    return [...this.#kept.values()].reduce((total, { page }) => total + page.size, 0)
  }

  /** A page as it is at some time after the call; `render` must ask through what it is given. */
  read(key: string, fetchApi: FetchApi, render: (fetchApi: FetchApi) => Promise<Rendered<P>>): Promise<P> {
    return this.#shared.read(key, async () => {
      const kept = this.#kept.get(key)
      this.#kept.delete(key)
      if (kept && kept.minute === thisMinute() && (await isStillSo(kept.made, fetchApi)))
        return this.#keep(key, kept)
      const minute = thisMinute()
      const { fetchRecorded, made, isWhole } = record(fetchApi)
      const { page, isKeepable } = await render(fetchRecorded)
      if (!isKeepable || !isWhole()) return page
      return this.#keep(key, { page: kept && this.#isSame(kept.page, page) ? kept.page : page, made, minute })
    })
  }

  #keep(key: string, kept: Kept<P>): P {
    this.#kept.set(key, kept)
    let size = this.size
    for (const [oldest, { page }] of this.#kept) {
      if (size <= this.#limit) break
      this.#kept.delete(oldest)
      size -= page.size
    }
    return kept.page
  }
}

const thisMinute = (): number => Math.floor(Date.now() / MINUTE_MS)

/** Notes what is asked and answered; only answers that went well can be compared later. */
function record(fetchApi: FetchApi) {
  const made: Made[] = []
  let hasFailed = false
  const fetchRecorded: FetchApi = async (path, init) => {
    const isReading = (init?.method ?? 'GET') === 'GET'
    const response = await fetchApi(path, init).catch((error: unknown) => {
      hasFailed = true
      throw error
    })
    if (!isReading || response.status !== 200) {
      hasFailed = true
      return response
    }
    const etag = response.headers.get('etag')
    if (etag !== null) {
      made.push({ path, etag, body: null })
      return response
    }
    const body = await response.text()
    made.push({ path, etag, body })
    return new Response(body, { headers: response.headers })
  }
  return { fetchRecorded, made, isWhole: () => !hasFailed }
}

/** A question that fails is no answer: rendering asks it again, and says what became of it. */
async function isStillSo(made: Made[], fetchApi: FetchApi): Promise<boolean> {
  const asked = Promise.all(made.map((one) => isSame(one, fetchApi))).then(
    (same) => same.every(Boolean),
    () => false,
  )
  const patience = new AbortController()
  const tired = pause(PATIENCE_MS, false, { signal: patience.signal }).catch(() => false)
  const answer = await Promise.race([asked, tired])
  patience.abort()
  return answer
}

async function isSame({ path, etag, body }: Made, fetchApi: FetchApi): Promise<boolean> {
  const headers = etag === null ? {} : { 'if-none-match': etag }
  const response = await fetchApi(path, { headers: { accept: 'application/json', ...headers } })
  if (etag !== null) return response.status === 304
  return response.status === 200 && (await response.text()) === body
}
