import { createSignal, For, Show, untrack } from 'solid-js'
import type { Facets } from '../../shared/catalogue.ts'
import { minorDigits } from '../../shared/money.ts'
import { useTexts } from '../platform/i18n.ts'
import { useNavigate } from '../platform/router.tsx'
import { useStore } from '../platform/store-context.ts'
import { writtenAmount } from '../platform/written-amount.ts'
import { Button } from '../ui/button.tsx'
import { Chip } from '../ui/chip.tsx'
import { Field } from '../ui/field.tsx'
import { filterIcon } from '../ui/icons.ts'
import { Icon } from '../ui/icon.tsx'
import { paths, type WindowSearch } from '../paths.ts'
import { KeptFields } from './kept-fields.tsx'
import { filterCount, LONGEST_AMOUNT, toggled, withoutFilters } from './window-search.ts'

/** What the window can be narrowed by. Every choice is a link, so it works, and can be passed on, without a script. */
export default function WindowFilters(props: { facets: Facets; search: WindowSearch }) {
  const store = useStore()
  const words = useTexts('window')
  // open where somebody comes with filters; after that as they leave it
  const [isOpen, setOpen] = createSignal(untrack(() => filterCount(props.search) > 0))
  const count = () => filterCount(props.search)
  let summary: HTMLElement | undefined
  const see = () => {
    setOpen(false)
    summary?.focus({ preventScroll: true })
    summary?.scrollIntoView()
  }
  const at = (search: WindowSearch) => paths.window(store().slug, { ...search, cursor: undefined })
  return (
    <details class="filters" open={isOpen()} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary ref={(element) => (summary = element)}>
        <Icon path={filterIcon} />
        <span class="filters-word">{words.filter}</span>
        <Show when={count() > 0}>
          <span class="filters-count">{count()}</span>
        </Show>
        <span class="filters-total">{words.total(props.facets.total)}</span>
      </summary>
      <div class="filters-body">
        <For each={props.facets.options}>
          {(option) => (
            <section class="filter" aria-label={option.name}>
              <h2>{option.name}</h2>
              <div class="filter-values">
                <For each={option.values}>
                  {(value) => {
                    const key = `${option.key}:${value.key}`
                    const isOn = () => props.search.option?.includes(key) ?? false
                    return (
                      <Show when={isOn() || value.count > 0}>
                        <Chip
                          text={value.name}
                          colourHex={value.colorHex}
                          count={value.count}
                          isOn={isOn()}
                          href={at(toggled(props.search, key))}
                          removeLabel={words.remove}
                        />
                      </Show>
                    )
                  }}
                </For>
              </div>
            </section>
          )}
        </For>
        <section class="filter" aria-label={words.otherFilters}>
          <div class="filter-values">
            <Show when={props.search.available ?? props.facets.available < props.facets.total}>
              <Chip
                text={words.availableNow}
                count={props.facets.available}
                isOn={props.search.available === '1'}
                href={at({ ...props.search, available: props.search.available ? undefined : '1' })}
                removeLabel={words.remove}
              />
            </Show>
            <Show when={props.search.sale ?? props.facets.onSale > 0}>
              <Chip
                text={words.onSale}
                count={props.facets.onSale}
                isOn={props.search.sale === '1'}
                href={at({ ...props.search, sale: props.search.sale ? undefined : '1' })}
                removeLabel={words.remove}
              />
            </Show>
          </div>
        </section>
        <Show when={props.facets.price}>
          {(price) => <PriceRange min={price().min.amount} max={price().max.amount} search={props.search} />}
        </Show>
        <Show when={count() > 0}>
          <a class="quiet" href={at(withoutFilters(props.search))}>
            {words.withoutFilters}
          </a>
        </Show>
        <div class="filters-see needs-script">
          <Button onPress={see}>{words.see(props.facets.total)}</Button>
        </div>
      </div>
    </details>
  )
}

/** From one price to another, as people write it. */
function PriceRange(props: { min: number; max: number; search: WindowSearch }) {
  const store = useStore()
  const words = useTexts('window')
  const navigate = useNavigate()
  const digits = () => minorDigits(store().currency)
  // where a unit is much, what it is made of counts
  const about = (minor: number, round: (n: number) => number) =>
    digits() > 2 ? String(minor / 10 ** digits()) : String(round(minor / 10 ** digits()))
  const submit = (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const plain = (name: string) => {
      const value = fields.get(name)
      const minor = typeof value === 'string' ? writtenAmount(value, digits()) : null
      return minor === null ? undefined : String(minor / 10 ** digits())
    }
    const { cursor: _cursor, ...kept } = props.search
    navigate(paths.window(store().slug, { ...kept, min: plain('min'), max: plain('max') }))
  }
  return (
    <form class="filter price-range" method="get" action={paths.window(store().slug)} onSubmit={submit}>
      <h2>{words.price}</h2>
      <KeptFields search={props.search} own={['min', 'max']} />
      <Field
        label={words.priceFrom}
        name="min"
        inputmode={digits() > 0 ? 'decimal' : 'numeric'}
        maxlength={LONGEST_AMOUNT}
        placeholder={about(props.min, Math.floor)}
        value={props.search.min ?? ''}
      />
      <Field
        label={words.priceTo}
        name="max"
        inputmode={digits() > 0 ? 'decimal' : 'numeric'}
        maxlength={LONGEST_AMOUNT}
        placeholder={about(props.max, Math.ceil)}
        value={props.search.max ?? ''}
      />
      <button type="submit" class="button">
        {words.apply}
      </button>
    </form>
  )
}
