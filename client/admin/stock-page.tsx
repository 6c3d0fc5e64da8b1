import { useLocation, useNavigate } from '@solidjs/router'
import { createMemo, createSignal, For, Show } from 'solid-js'
import { useAdmin } from './admin-context.ts'
import { adminPaths, stockFilterOf, type StockFilter } from './admin-paths.ts'
import { createPolled } from './create-polled.ts'
import { createRowKeys, Filters, Panes, RowGhosts, SearchField, StaleLine } from './panes.tsx'
import { StockDetail } from './stock-detail.tsx'
import type { StockLevel, StockLevels } from './stock-types.ts'
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
  const [further, setFurther] = createSignal<StockLevels | null>(null)
  const levels = createMemo(() => {
    const first = list.value()?.items ?? []
    const known = new Set(first.map((level) => level.variantId))
    return [...first, ...(further()?.items ?? []).filter((level) => !known.has(level.variantId))]
  })
  const open = createMemo(() => levels().find((level) => level.variantId === props.id))
  const search = (q: string) => {
    setFurther(null)
    const path = adminPaths.stock(admin.store.slug, { ...filter(), q }, props.id)
    navigate(path, { replace: true, scroll: false })
  }
  const more = async (cursor: string) => {
    const answer = await admin.api.stock(filter(), cursor)
    if (!answer.ok) return admin.hear(answer.problem)
    setFurther((before) => ({ ...answer.value, items: [...(before?.items ?? []), ...answer.value.items] }))
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
            <LevelFilters filter={filter()} onChoose={() => setFurther(null)} />
          </div>
          <StaleLine problem={list.problem()} readAt={list.readAt()} onRetry={() => void list.refresh()} />
          <Show when={list.value()} fallback={<Show when={!list.problem()}>{<RowGhosts />}</Show>}>
            {(first) => (
              <Levels
                levels={levels()}
                filter={filter()}
                openId={props.id}
                nextCursor={(further() ?? first()).nextCursor}
                onMore={more}
              />
            )}
          </Show>
        </>
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

function LevelFilters(props: { filter: StockFilter; onChoose: () => void }) {
  const { store } = useAdmin()
  return (
    <Filters label={text.lowLabel} chosen={props.filter.low}>
      <For each={[false, true]}>
        {(low) => (
          <a
            href={adminPaths.stock(store.slug, { low, q: props.filter.q })}
            aria-current={props.filter.low === low ? 'true' : undefined}
            onClick={() => props.onChoose()}
            noScroll
          >
            {low ? text.low : text.all}
          </a>
        )}
      </For>
    </Filters>
  )
}

type LevelsProps = {
  levels: StockLevel[]
  filter: StockFilter
  openId: string | null
  nextCursor: string | null
  onMore: (cursor: string) => Promise<void>
}

function Levels(props: LevelsProps) {
  const { store } = useAdmin()
  const onKeyDown = createRowKeys()
  return (
    <Show when={props.levels.length > 0} fallback={<Nothing filter={props.filter} />}>
      <div class="stock-head" aria-hidden="true">
        <span>{text.product}</span>
        <span>{text.onHand}</span>
        <span>{text.reserved}</span>
        <span>{text.free}</span>
      </div>
      <ul class="rows" aria-label={text.list} onKeyDown={onKeyDown}>
        <For each={props.levels}>
          {(level) => (
            <li>
              <LevelRow
                level={level}
                isOpen={level.variantId === props.openId}
                href={adminPaths.stock(store.slug, props.filter, level.variantId)}
              />
            </li>
          )}
        </For>
      </ul>
      <Show when={props.nextCursor} fallback={<p class="keys">{words.checkouts.keys}</p>}>
        {(cursor) => (
          <button type="button" class="button more" onClick={() => void props.onMore(cursor())}>
            {words.more}
          </button>
        )}
      </Show>
    </Show>
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
    <a class="row stock-row" href={props.href} aria-current={props.isOpen ? 'true' : undefined} noScroll>
      <span class="stock-name">
        {props.level.productName}
        <small>
          {details()}
          <Show when={props.level.backorder}> · {text.backorder}</Show>
        </small>
      </span>
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
