import { createEffect, createMemo, createSignal, on } from 'solid-js'
import type { Answer, Problem } from './merchant-api.ts'

type Page<I> = { items: I[]; nextCursor: string | null }

type Options<I> = {
  /** What is listed; another starts over. */
  of: () => unknown
  /** The first page, read again and again by whoever shows it. */
  first: () => Page<I> | null
  load: (cursor: string) => Promise<Answer<Page<I>>>
  keyOf: (item: I) => string
  onProblem: (problem: Problem) => void
}

/** A list whose first page changes while further ones are read on demand: every row once. */
export function createPaged<I>(options: Options<I>) {
  const [further, setFurther] = createSignal<Page<I> | null>(null)
  const [isLoading, setLoading] = createSignal(false)
  const about = () => JSON.stringify(options.of())
  createEffect(on(about, () => setFurther(null), { defer: true }))

  const items = createMemo(() => {
    const first = options.first()?.items ?? []
    const known = new Set(first.map(options.keyOf))
    return [...first, ...(further()?.items ?? []).filter((item) => !known.has(options.keyOf(item)))]
  })
  const nextCursor = () => (further() ?? options.first())?.nextCursor ?? null
  const more = async (): Promise<void> => {
    const cursor = nextCursor()
    if (cursor === null || isLoading()) return
    const asked = about()
    setLoading(true)
    const answer = await options.load(cursor)
    setLoading(false)
    if (!answer.ok) return options.onProblem(answer.problem)
    if (asked !== about()) return // something else is listed by now
    setFurther((before) => ({ ...answer.value, items: [...(before?.items ?? []), ...answer.value.items] }))
  }
  return { items, nextCursor, isLoading, more }
}

export type Paged<I> = ReturnType<typeof createPaged<I>>
