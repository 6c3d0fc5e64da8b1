import { useLocation, useNavigate } from '@solidjs/router'
import { createMemo, createSignal, For, Show } from 'solid-js'
import { checkoutStatuses, type CheckoutList } from '../../shared/checkout.ts'
import { useAdmin } from './admin-context.ts'
import { adminPaths, checkoutFilterOf, type CheckoutFilter } from './admin-paths.ts'
import { CheckoutDetail } from './checkout-detail.tsx'
import { CheckoutRow } from './checkout-row.tsx'
import { createClock } from './create-clock.ts'
import { createPolled } from './create-polled.ts'
import { createRowKeys, Filters, Panes, RowGhosts, SearchField, StaleLine } from './panes.tsx'
import { words } from './words.ts'
import './checkouts.css'

const text = words.checkouts
const statuses = [...checkoutStatuses, 'all'] as const

/** The reservations of the store: the list, and the one that is open. */
export function CheckoutsPage(props: { id: string | null }) {
  const admin = useAdmin()
  const location = useLocation()
  const navigate = useNavigate()
  const clock = createClock()
  const filter = createMemo(() => checkoutFilterOf(location.search), undefined, {
    equals: (a, b) => a.status === b.status && a.q === b.q,
  })
  const list = createPolled({
    of: filter,
    load: async (of: CheckoutFilter) => {
      const answer = await admin.api.checkouts(of)
      const [first] = answer.ok ? answer.value.items : []
      if (first) clock.hear(first.serverTime)
      return answer
    },
    onProblem: admin.hear,
  })
  const search = (q: string) => {
    const status = q === '' ? filter().status : 'all' // who looks for one does not know its state
    navigate(adminPaths.checkouts(admin.store.slug, { status, q }, props.id), {
      replace: true,
      scroll: false,
    })
  }
  return (
    <Panes
      isOpen={props.id !== null}
      list={
        <>
          <div class="pane-head">
            <SearchField
              label={text.searchLabel}
              hint={text.searchHint}
              value={filter().q}
              onSearch={search}
            />
            <StatusFilters filter={filter()} list={list.value()} />
          </div>
          <StaleLine problem={list.problem()} readAt={list.readAt()} onRetry={() => void list.refresh()} />
          <Show when={list.value()} fallback={<Show when={!list.problem()}>{<RowGhosts />}</Show>}>
            {(first) => <Rows filter={filter()} first={first()} now={clock.now()} openId={props.id} />}
          </Show>
        </>
      }
      detail={
        <Show when={props.id} keyed fallback={<p class="pane-hint">{text.choose}</p>}>
          {(id) => (
            <CheckoutDetail id={id} filter={filter()} clock={clock} onChanged={() => void list.refresh()} />
          )}
        </Show>
      }
    />
  )
}

function StatusFilters(props: { filter: CheckoutFilter; list: CheckoutList | null }) {
  const { store } = useAdmin()
  return (
    <Filters label={text.filtersLabel} chosen={props.filter.status}>
      <For each={statuses}>
        {(status) => (
          <a
            href={adminPaths.checkouts(store.slug, { status, q: props.filter.q })}
            aria-current={props.filter.status === status ? 'true' : undefined}
            noScroll
          >
            {text.filters[status]}
            <Show when={props.filter.status === status && props.list}>
              {(list) => <b>{text.count(list().items.length, list().nextCursor !== null)}</b>}
            </Show>
          </a>
        )}
      </For>
    </Filters>
  )
}

type RowsProps = { filter: CheckoutFilter; first: CheckoutList; now: number; openId: string | null }

function Rows(props: RowsProps) {
  const admin = useAdmin()
  const onKeyDown = createRowKeys()
  const [further, setFurther] = createSignal<CheckoutList | null>(null)
  const [isLoading, setLoading] = createSignal(false)
  const items = createMemo(() => {
    const first = props.first.items
    const known = new Set(first.map((item) => item.id))
    return [...first, ...(further()?.items ?? []).filter((item) => !known.has(item.id))]
  })
  const nextCursor = () => (further() ?? props.first).nextCursor
  const more = async () => {
    const cursor = nextCursor()
    if (cursor === null || isLoading()) return
    setLoading(true)
    const answer = await admin.api.checkouts(props.filter, cursor)
    setLoading(false)
    if (!answer.ok) return admin.hear(answer.problem)
    setFurther((before) => ({ ...answer.value, items: [...(before?.items ?? []), ...answer.value.items] }))
  }
  return (
    <Show when={items().length > 0} fallback={<Nothing filter={props.filter} />}>
      <ul class="rows" aria-label={text.list} onKeyDown={onKeyDown}>
        <For each={items()}>
          {(item) => (
            <li>
              <CheckoutRow
                checkout={item}
                now={props.now}
                isOpen={item.id === props.openId}
                href={adminPaths.checkouts(admin.store.slug, props.filter, item.id)}
              />
            </li>
          )}
        </For>
      </ul>
      <Show when={nextCursor() !== null} fallback={<p class="keys">{text.keys}</p>}>
        <button type="button" class="button more" aria-disabled={isLoading()} onClick={() => void more()}>
          {words.more}
        </button>
      </Show>
    </Show>
  )
}

function Nothing(props: { filter: CheckoutFilter }) {
  const title = () => {
    if (props.filter.q !== '') return text.noneFound(props.filter.q)
    return props.filter.status === 'pending' ? text.none : text.noneOf
  }
  return (
    <div class="empty">
      <p>{title()}</p>
      <p>{props.filter.q === '' ? text.noneText : text.noneFoundText}</p>
    </div>
  )
}
