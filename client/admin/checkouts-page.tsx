import { useLocation, useNavigate } from '../platform/router.tsx'
import { createMemo, For, Show } from 'solid-js'
import { checkoutStatuses, type CheckoutList } from '../../shared/checkout.ts'
import { useAdmin } from './admin-context.ts'
import { adminPaths, checkoutFilterOf, type CheckoutFilter } from './admin-paths.ts'
import { CheckoutDetail } from './checkout-detail.tsx'
import { CheckoutRow } from './checkout-row.tsx'
import { createClock } from './create-clock.ts'
import { createPaged } from './create-paged.ts'
import { createPolled } from './create-polled.ts'
import { Filters, ListPane, Panes } from './panes.tsx'
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
  const paged = createPaged({
    of: filter,
    first: list.value,
    load: (cursor) => admin.api.checkouts(filter(), cursor),
    keyOf: (item) => item.id,
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
        <ListPane
          search={{
            label: text.searchLabel,
            hint: text.searchHint,
            value: filter().q,
            onSearch: search,
          }}
          filters={<StatusFilters filter={filter()} list={list.value()} />}
          polled={list}
          paged={paged}
          label={text.list}
          row={(item) => (
            <CheckoutRow
              checkout={item}
              now={clock.now()}
              isOpen={item.id === props.id}
              href={adminPaths.checkouts(admin.store.slug, filter(), item.id)}
            />
          )}
          empty={<Nothing filter={filter()} />}
        />
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
            data-no-scroll
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
