/** Joins the server with code that is fetched for it: whoever has chosen nothing and shares nothing needs none. */
import type * as Y from 'yjs'
import type { Joining } from './server-copy.ts'

const AGAIN_MS = 5_000

export function joinSoon(doc: Y.Doc, joining: Joining): { leave: () => void; askAgain: () => void } {
  let server: { leave: () => void; askAgain: () => void } | undefined
  let isLeft = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const since = new Date().toISOString()
  const join = async () => {
    clearTimeout(timer)
    const code = await import('./server-copy.ts').catch(() => null)
    if (isLeft || server) return
    if (code) {
      server = code.joinServer(doc, joining)
      return
    }
    // not to be had without a network
    joining.say({ is: 'away', since })
    timer = setTimeout(() => void join(), AGAIN_MS)
  }
  void join()
  return {
    askAgain: () => server?.askAgain(),
    leave: () => {
      isLeft = true
      clearTimeout(timer)
      server?.leave()
    },
  }
}
