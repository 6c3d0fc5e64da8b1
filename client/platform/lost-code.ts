import { onCleanup, onMount } from 'solid-js'
import { keep, readKept } from './storage.ts'

/**
 * After some deployments a page that is open asks for code that no server has any more: one reload brings the new one.
 * Code that cannot be had because the network or the server is away is no reason to: a reload would lose the page as well.
 */
export function watchLostCode(): void {
  addEventListener('vite:preloadError', (event) => {
    const { payload } = event as Event & { payload: Error }
    void reloadWhereGone(payload.message)
  })
}

async function reloadWhereGone(message: string): Promise<void> {
  // Safari does not say which file it was.
  const file = /\/assets\/[\w.-]+/.exec(message)?.[0]
  const status = await ask(file ?? location.href)
  if (file === undefined ? status === 200 : status === 404) reloadOnce()
}

const LOOK_MS = 5_000

/** The page that should stand here comes by itself once the shop is there again. */
export function createComeback(): void {
  onMount(() => {
    const look = () => void reloadWhenThere()
    look()
    const timer = setInterval(look, LOOK_MS)
    addEventListener('online', look)
    onCleanup(() => {
      clearInterval(timer)
      removeEventListener('online', look)
    })
  })
}

async function reloadWhenThere(): Promise<void> {
  const status = await ask(location.href)
  if (status > 0 && status < 500) reloadOnce()
}

/** 0 where nobody answers. */
const ask = (address: string): Promise<number> =>
  fetch(address, { method: 'HEAD', cache: 'no-store' }).then(
    ({ status }) => status,
    () => 0,
  )

const LAST = 'vidriera:reloaded'
const AGAIN_MS = 30_000

/** Not again and again where it does not help. */
function reloadOnce(): void {
  if (Date.now() - Number(readKept(LAST) ?? 0) < AGAIN_MS) return
  keep(LAST, String(Date.now()))
  location.reload()
}
