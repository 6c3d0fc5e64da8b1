import { useLocation, useNavigate } from '../platform/router.tsx'
import { createMemo, For, Show } from 'solid-js'
import { useAdmin } from './admin-context.ts'
import { adminPaths, stockFilterOf, type StockFilter } from './admin-paths.ts'
import { createPaged } from './create-paged.ts'
import { createPolled } from './create-polled.ts'
import { Filters, ListPane, Panes } from './panes.tsx'
import { StockDetail } from './stock-detail.tsx'
import type { StockLevel } from './stock-types.ts'
import { words } from './words.ts'
import './stock.css'

const text = words.stock

/** What there is of every variant: on hand, held, free; and the one that is open. */
export function StockPage(props: { id: string | null }) {
  const admin = useAdmin()
  const location = useLocation()
  const navigate = useNavigate()
  const filter = createMemo(() => stockFilterOf(location.search), undefined, {
    equals: (a, b) => a.low === b.low && a.q === b.q,
  })
  const list = createPolled({
    of: filter,
    load: (of: StockFilter) => admin.api.stock(of),
    rowKey: 'variantId',
    onProblem: admin.hear,
  })
  const paged = createPaged({
    of: filter,
    first: list.value,
    load: (cursor) => admin.api.stock(filter(), cursor),
    keyOf: (level) => level.variantId,
    onProblem: admin.hear,
  })
  const open = createMemo(() => paged.items().find((level) => level.variantId === props.id))
  const search = (q: string) => {
    const path = adminPaths.stock(admin.store.slug, { ...filter(), q }, props.id)
    navigate(path, { replace: true, scroll: false })
  }
  return (
    <Panes
      isOpen={props.id !== null}
      list={
        <ListPane
          search={{ label: text.searchLabel, hint: text.searchHint, value: filter().q, onSearch: search }}
          filters={<LevelFilters filter={filter()} />}
          polled={list}
          paged={paged}
          label={text.list}
          head={<Head />}
          row={(level) => (
            <LevelRow
              level={level}
              isOpen={level.variantId === props.id}
              href={adminPaths.stock(admin.store.slug, filter(), level.variantId)}
            />
          )}
          empty={<Nothing filter={filter()} />}
        />
      }
      detail={
        <Show when={props.id} keyed fallback={<p class="pane-hint">{text.choose}</p>}>
          {(id) => (
            <StockDetail
              variantId={id}
              level={open()}
              isListed={list.value() !== null}
              filter={filter()}
              onChanged={() => list.refresh()}
            />
          )}
        </Show>
      }
    />
  )
}

function LevelFilters(props: { filter: StockFilter }) {
  const { store } = useAdmin()
  return (
    <Filters label={text.lowLabel} chosen={props.filter.low}>
      <For each={[false, true]}>
        {(low) => (
          <a
            href={adminPaths.stock(store.slug, { low, q: props.filter.q })}
            aria-current={props.filter.low === low ? 'true' : undefined}
            data-no-scroll
          >
            {low ? text.low : text.all}
          </a>
        )}
      </For>
    </Filters>
  )
}

function Head() {
  return (
    <div class="stock-head" aria-hidden="true">
      <span>{text.product}</span>
      <span>{text.onHand}</span>
      <span>{text.reserved}</span>
      <span>{text.free}</span>
    </div>
  )
}

function LevelRow(props: { level: StockLevel; isOpen: boolean; href: string }) {
  const details = () => [props.level.variantTitle, props.level.sku].filter(Boolean).join(' · ')
  const numbers = () => [
    { name: text.onHand, value: props.level.onHand },
    { name: text.reserved, value: props.level.reserved },
    { name: text.free, value: props.level.available },
  ]
  return (
    <a
      class="row stock-row"
      href={props.href}
      aria-current={props.isOpen ? 'true' : undefined}
      data-no-scroll
    >
      <span class="stock-name">{props.level.productName}</span>
      <small class="stock-details">
        {details()}
        <Show when={props.level.backorder}> · {text.backorder}</Show>
      </small>
      <Show when={props.level.tracked} fallback={<span class="stock-untracked">{text.untracked}</span>}>
        <For each={numbers()}>
          {({ name, value }) => (
            <span
              class="stock-number"
              data-zero={value === 0 && name === text.reserved}
              data-low={name === text.free && props.level.isLow}
            >
              <span class="visually-hidden">{name} </span>
              {value}
            </span>
          )}
        </For>
      </Show>
    </a>
  )
}

function Nothing(props: { filter: StockFilter }) {
  const title = () => {
    if (props.filter.q !== '') return text.noneFound(props.filter.q)
    return props.filter.low ? text.noneLow : text.none
  }
  return (
    <div class="empty">
      <p>{title()}</p>
      <Show when={props.filter.q === '' && !props.filter.low}>
        <p>{text.noneText}</p>
      </Show>
    </div>
  )
}
