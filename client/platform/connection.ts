/** Whether the shop can be reached, and of when the prices are that the page shows. */
import { batch, createEffect, createSignal, onCleanup } from 'solid-js'
import { isServer } from 'solid-js/web'
import { revalidate } from './query.ts'

/** `slow`: it is there, and the phone has answered first. */
type Connection = 'here' | 'slow' | 'away'
let now: Connection = 'here'
const [isAway, setAway] = createSignal(false)
const [isSlow, setSlow] = createSignal(false)
/** What is shown may be older than this moment; it is `isSlow` where the shop is there all the same. */
export { isAway, isSlow }

function become(next: Connection): void {
  now = next
  batch(() => {
    setSlow(next === 'slow')
    setAway(next !== 'here')
  })
}

export const lost = (): void => become('away')
export const late = (): void => {
  if (now === 'here') become('slow')
}

/** A shop of which some answers come and others do not is not asked for all of them over and over. */
const CALM_MS = 5_000
let backAt = -Infinity

/** An answer has come. Who was without a connection looks anew at what is shown. */
export function reached(): void {
  if (isServer || now === 'here') return
  if (now === 'slow') return become('here')
  if (performance.now() - backAt < CALM_MS) return
  backAt = performance.now()
  become('here')
  void revalidate()
}

/** The sheet over a page speaks before the page below it. */
const [ages, setAges] = createSignal<{ whose: symbol; at: string }[]>([])
/** When the prices were read that are shown; null where none are. */
export const pricesReadAt = (): string | null => ages().at(-1)?.at ?? null

/** What came with the document is as old as that. */
const withDocument = () => new Date(performance.timeOrigin).toISOString()

/** A page that shows prices says of when they are: `at` of their answer, null while it shows none. */
export function createPriceAge(at: () => string | undefined | null): void {
  if (isServer) return
  const whose = Symbol('page')
  const others = (all: { whose: symbol; at: string }[]) => all.filter((one) => one.whose !== whose)
  createEffect(() => {
    const moment = at()
    setAges((all) =>
      moment === null ? others(all) : [...others(all), { whose, at: moment ?? withDocument() }],
    )
  })
  onCleanup(() => setAges(others))
}
