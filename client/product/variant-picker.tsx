import { For, Show } from 'solid-js'
import type { Product } from '../../shared/catalogue.ts'
import { useTexts } from '../platform/i18n.ts'
import { stateOfValue, type Choice } from './choose-variant.ts'

/** One row of words or swatches an option; what is gone is struck and says so. */
export function VariantPicker(props: {
  product: Product
  choice: Choice
  onChoose: (choice: Choice) => void
}) {
  const words = useTexts('product')
  const variants = () => props.product.variants
  return (
    <For each={props.product.options}>
      {(option) => (
        <fieldset class="option">
          <legend>
            {option.name} <span class="option-chosen">{props.choice[option.name]}</span>
          </legend>
          <div class="option-values">
            <For each={option.values}>
              {(value) => {
                const state = () => stateOfValue(variants(), props.choice, option.name, value.name)
                return (
                  <label class="option-value" data-state={state()}>
                    <input
                      type="radio"
                      name={`option:${option.name}`}
                      value={value.name}
                      checked={props.choice[option.name] === value.name}
                      onChange={() => props.onChoose({ ...props.choice, [option.name]: value.name })}
                    />
                    <span class="option-word">
                      <Show when={value.colorHex}>{(hex) => <Swatch hex={hex()} />}</Show>
                      {value.name}
                      <Show when={state() === 'sold-out'}>
                        <span class="visually-hidden">, {words.gone}</span>
                      </Show>
                      <Show when={state() === 'missing'}>
                        <span class="visually-hidden">, {words.notMade}</span>
                      </Show>
                    </span>
                  </label>
                )
              }}
            </For>
          </div>
        </fieldset>
      )}
    </For>
  )
}

/** Drawn, because the page's policy allows no style attributes. */
const Swatch = (props: { hex: string }) => (
  <svg class="swatch" viewBox="0 0 20 20" aria-hidden="true">
    <circle cx="10" cy="10" r="9" fill={props.hex} />
  </svg>
)
