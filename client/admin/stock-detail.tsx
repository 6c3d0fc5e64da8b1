import { onMount, Show } from 'solid-js'
import { useAdmin } from './admin-context.ts'
import { adminPaths, type StockFilter } from './admin-paths.ts'
import { createPolled } from './create-polled.ts'
import { HoldList } from './hold-list.tsx'
import { isDesk, StaleLine } from './panes.tsx'
import { StockChangeForm } from './stock-change-form.tsx'
import { StockLog } from './stock-log.tsx'
import { StockRules } from './stock-rules.tsx'
import type { StockHold, StockLevel } from './stock-types.ts'
import { words } from './words.ts'

const text = words.stock

type DetailProps = {
  variantId: string
  /** Undefined while the list is on its way, and where the filter does not show it. */
  level: StockLevel | undefined
  isListed: boolean
  filter: StockFilter
  onChanged: () => Promise<void>
}

/** One variant: how much there is, who holds it, what moved it, and how to move it. */
export function StockDetail(props: DetailProps) {
  const admin = useAdmin()
  const about = createPolled({
    of: () => props.variantId,
    load: async (id) => {
      const [holds, log] = await Promise.all([admin.api.holds(id), admin.api.log(id)])
      if (!holds.ok) return holds
      return log.ok ? { ok: true as const, value: { holds: holds.value.items, log: log.value } } : log
    },
    rowKey: 'id',
    onProblem: admin.hear,
  })
  const changed = async () => {
    await Promise.all([about.refresh(), props.onChanged()])
  }
  return (
    <article class="detail">
      <a class="quiet detail-back" href={adminPaths.stock(admin.store.slug, props.filter)}>
        {words.close}
      </a>
      <StaleLine problem={about.problem()} readAt={about.readAt()} onRetry={() => void about.refresh()} />
      <Show
        when={props.level}
        fallback={
          <Show when={props.isListed}>
            <p class="pane-hint">{text.missing}</p>
          </Show>
        }
      >
        {(level) => (
          <>
            <Head level={level()} />
            <Show when={level().tracked} fallback={<p class="saved">{text.notTracked}</p>}>
              <StockChangeForm level={level()} onChanged={changed} />
            </Show>
            <Show when={about.value()}>
              {(found) => (
                <>
                  <Show when={level().tracked}>
                    <Holds holds={found().holds} />
                  </Show>
                  <StockLog variantId={props.variantId} first={found().log} />
                </>
              )}
            </Show>
            <StockRules level={level()} onChanged={changed} />
          </>
        )}
      </Show>
    </article>
  )
}

function Head(props: { level: StockLevel }) {
  let heading!: HTMLHeadingElement
  onMount(() => {
    if (!isDesk()) heading.focus()
  })
  const details = () => [props.level.variantTitle, props.level.sku].filter(Boolean).join(' · ')
  return (
    <header class="stock-title">
      <div>
        <h2 ref={heading} tabindex="-1">
          {props.level.productName}
        </h2>
        <p class="saved">{details()}</p>
      </div>
      <Show when={props.level.tracked}>
        <dl class="balances">
          <div data-low={props.level.isLow}>
            <dt>{text.free}</dt>
            <dd>{props.level.available}</dd>
          </div>
          <div>
            <dt>{text.reserved}</dt>
            <dd>{props.level.reserved}</dd>
          </div>
          <div>
            <dt>{text.onHand}</dt>
            <dd>{props.level.onHand}</dd>
          </div>
        </dl>
      </Show>
    </header>
  )
}

function Holds(props: { holds: StockHold[] }) {
  return (
    <section>
      <h3>{text.holds}</h3>
      <Show when={props.holds.length > 0} fallback={<p class="saved">{text.noHolds}</p>}>
        <HoldList holds={props.holds} />
      </Show>
    </section>
  )
}
