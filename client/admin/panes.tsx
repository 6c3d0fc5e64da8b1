import { useNavigate } from '../platform/router.tsx'
import { createEffect, For, on, onCleanup, onMount, Show, type JSX } from 'solid-js'
import { hourOf } from '../platform/time.ts'
import { useAdmin } from './admin-context.ts'
import type { Paged } from './create-paged.ts'
import type { Problem } from './merchant-api.ts'
import { problemText } from './problem-text.ts'
import { words } from './words.ts'

/** List and detail: side by side on a desk, one at a time on a phone. */
export function Panes(props: { isOpen: boolean; list: JSX.Element; detail: JSX.Element }) {
  return (
    <div class="panes" data-open={props.isOpen}>
      <div class="pane-list">{props.list}</div>
      <div class="pane-detail">{props.detail}</div>
    </div>
  )
}

export const isDesk = () => matchMedia('(min-width: 60rem)').matches

/** Arrow keys, j and k walk the rows of a list; on a desk the row they reach opens beside it. */
function createRowKeys() {
  const navigate = useNavigate()
  return (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key]
    if (step === undefined) return
    const rows = [...event.currentTarget.querySelectorAll<HTMLAnchorElement>('a.row')]
    const row = rows[rows.findIndex((one) => one === document.activeElement) + step]
    event.preventDefault()
    if (!row) return
    row.focus()
    if (isDesk()) navigate(row.getAttribute('href') ?? '', { replace: true, scroll: false })
  }
}

/** The search of a list; `/` goes there from anywhere on the page but other fields. */
function SearchField(props: {
  label: string
  hint: string
  value: string
  onSearch: (text: string) => void
}) {
  let field!: HTMLInputElement
  let waiting: ReturnType<typeof setTimeout> | undefined
  onMount(() => {
    const reach = (event: KeyboardEvent) => {
      const isTyping =
        event.target instanceof Element && event.target.closest('input, textarea, select, dialog')
      if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey) return
      event.preventDefault()
      field.focus()
    }
    document.addEventListener('keydown', reach)
    onCleanup(() => {
      clearTimeout(waiting)
      document.removeEventListener('keydown', reach)
    })
  })
  const search = (delayMs: number) => {
    clearTimeout(waiting)
    waiting = setTimeout(() => props.onSearch(field.value.trim()), delayMs)
  }
  return (
    <form
      class="search"
      role="search"
      onSubmit={(event) => {
        event.preventDefault()
        search(0)
      }}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d="M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM11 11l4 4" />
      </svg>
      <input
        ref={field}
        type="search"
        autocomplete="off"
        enterkeyhint="search"
        maxlength="200"
        aria-label={props.label}
        placeholder={props.hint}
        value={props.value}
        onInput={() => search(250)}
      />
    </form>
  )
}

/** Ways to narrow a list, in one line that scrolls; the chosen one is always in sight. */
export function Filters(props: { label: string; chosen: unknown; children: JSX.Element }) {
  let line!: HTMLElement
  createEffect(
    on(
      () => props.chosen,
      () => line.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' }),
    ),
  )
  return (
    <nav ref={line} class="filters" aria-label={props.label}>
      {props.children}
    </nav>
  )
}

type ListPaneProps<I> = {
  search: { label: string; hint: string; value: string; onSearch: (text: string) => void }
  filters: JSX.Element
  /** The polled first page: what is shown while it is on its way, and when it is old. */
  polled: {
    value: () => unknown
    problem: () => Problem | null
    readAt: () => number
    refresh: () => Promise<void>
  }
  paged: Paged<I>
  label: string
  head?: JSX.Element
  row: (item: I) => JSX.Element
  empty: JSX.Element
}

/** The side of the list: search, filters, rows to walk with the keys, and further ones on demand. */
export function ListPane<I>(props: ListPaneProps<I>) {
  const onKeyDown = createRowKeys()
  return (
    <>
      <div class="pane-head">
        <SearchField {...props.search} />
        {props.filters}
      </div>
      <StaleLine
        problem={props.polled.problem()}
        readAt={props.polled.readAt()}
        onRetry={() => void props.polled.refresh()}
      />
      <Show
        when={props.polled.value()}
        fallback={<Show when={!props.polled.problem()}>{<RowGhosts />}</Show>}
      >
        <Show when={props.paged.items().length > 0} fallback={props.empty}>
          {props.head}
          <ul class="rows" aria-label={props.label} onKeyDown={onKeyDown}>
            <For each={props.paged.items()}>{(item) => <li>{props.row(item)}</li>}</For>
          </ul>
          <Show
            when={props.paged.nextCursor() !== null}
            fallback={<p class="keys">{words.checkouts.keys}</p>}
          >
            <More paged={props.paged} />
          </Show>
        </Show>
      </Show>
    </>
  )
}

/** Asks for the next page of a list. */
export function More(props: { paged: Pick<Paged<unknown>, 'isLoading' | 'more'> }) {
  return (
    <button
      type="button"
      class="button more"
      aria-disabled={props.paged.isLoading()}
      onClick={() => void props.paged.more()}
    >
      {words.more}
    </button>
  )
}

/** Says that what is shown is old, and since when; nothing while all is well. */
export function StaleLine(props: { problem: Problem | null; readAt: number; onRetry: () => void }) {
  const { store } = useAdmin()
  const text = (problem: Problem) =>
    problem.code === 'offline' && props.readAt > 0
      ? words.stale(hourOf(new Date(props.readAt).toISOString(), store.timeZone, store.locale))
      : problemText(problem)
  return (
    <div role="status">
      <Show when={props.problem}>
        {(problem) => (
          <p class="stale">
            {text(problem())}{' '}
            <button type="button" class="quiet" onClick={() => props.onRetry()}>
              {words.retry}
            </button>
          </p>
        )}
      </Show>
    </div>
  )
}

/** Rows still on their way, in the shape they will have. */
function RowGhosts() {
  return (
    <div class="ghosts" aria-hidden="true">
      <span />
      <span />
      <span />
      <span />
      <span />
      <span />
    </div>
  )
}
