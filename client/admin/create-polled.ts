import { createEffect, createSignal, on, onCleanup } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import type { Answer, Problem } from './merchant-api.ts'

const EVERY_MS = 15_000

type Options<K, T> = {
  /** What is shown; a new key starts over. */
  of: () => K
  load: (of: K) => Promise<Answer<T>>
  /** Member that tells the rows of a list apart, so that a refresh keeps rows, focus and scroll where they are. */
  rowKey?: string
  onProblem?: (problem: Problem) => void
}

/**
 * A value of the server, read again every 15 s while the page is looked at and at once when one comes back to it.
 * A failed refresh keeps what is shown and says since when it is old.
 */
export function createPolled<K, T extends object>(options: Options<K, T>) {
  const [state, setState] = createStore<{ value: T | null }>({ value: null })
  const [problem, setProblem] = createSignal<Problem | null>(null)
  const [readAt, setReadAt] = createSignal(0)
  let latest = 0

  const show = (value: T | null) =>
    setState('value', reconcile(value, { key: options.rowKey ?? 'id', merge: false }))
  const refresh = async (): Promise<void> => {
    const turn = ++latest
    const answer = await options.load(options.of())
    if (turn !== latest) return // a later question is on its way, or has been answered
    setProblem(answer.ok ? null : answer.problem)
    if (!answer.ok) return options.onProblem?.(answer.problem)
    show(answer.value)
    setReadAt(Date.now())
  }

  createEffect(
    on(
      () => JSON.stringify(options.of()),
      () => {
        show(null)
        setProblem(null)
        void refresh()
      },
    ),
  )
  createEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') void refresh()
    }
    const timer = setInterval(look, EVERY_MS)
    document.addEventListener('visibilitychange', look)
    onCleanup(() => {
      latest = Number.POSITIVE_INFINITY
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    })
  })

  return {
    value: () => state.value,
    problem,
    readAt,
    refresh,
    /** Shows what an action has answered, without asking again; older answers on their way are dropped. */
    put: (value: T) => {
      latest++
      setProblem(null)
      show(value)
      setReadAt(Date.now())
    },
  }
}
