import { For } from 'solid-js'
import type { Product, Variant } from '../../shared/catalogue.ts'
import { useTexts } from '../platform/i18n.ts'
import { Choices } from '../ui/choices.tsx'
import { isBuyable, stateOfValue, variantLabels, type Choice, type ValueState } from './choose-variant.ts'

/** What the drawing of a value calls its states. */
const shown = { buyable: 'here', 'sold-out': 'gone', missing: 'missing' } as const

function useStateText() {
  const words = useTexts('product')
  return (state: ValueState) =>
    ({ buyable: undefined, 'sold-out': words.gone, missing: words.notMade })[state]
}

/** One row an option; what is gone can be looked at, and says so. */
export function VariantPicker(props: {
  product: Product
  choice: Choice
  onChoose: (choice: Choice) => void
}) {
  const stateText = useStateText()
  return (
    <For each={props.product.options}>
      {(option) => (
        <Choices
          label={option.name}
          name={`option:${option.name}`}
          chosen={props.choice[option.name]}
          // The same objects for as long as the page stands: a new one would be a new radio, without the focus.
          values={option.values.map((value) => {
            const state = () => stateOfValue(props.product.variants, props.choice, option.name, value.name)
            return {
              name: value.name,
              colourHex: value.colorHex,
              get state() {
                return shown[state()]
              },
              get stateText() {
                return stateText(state())
              },
            }
          })}
          onChoose={(value) => props.onChoose({ ...props.choice, [option.name]: value })}
        />
      )}
    </For>
  )
}

/** Variants of a product that names no options. */
export function TitlePicker(props: {
  variants: Variant[]
  chosen: string | undefined
  onChoose: (variantId: string) => void
}) {
  const words = useTexts('product')
  const stateText = useStateText()
  const labels = () => variantLabels(props.variants)
  return (
    <Choices
      label={words.variant}
      name="variant"
      chosen={labels()[props.variants.findIndex(({ id }) => id === props.chosen)]}
      values={props.variants.map((variant, index) => {
        const state = isBuyable(variant) ? 'buyable' : 'sold-out'
        return { name: labels()[index] ?? '', state: shown[state], stateText: stateText(state) }
      })}
      onChoose={(label) => {
        const variant = props.variants[labels().indexOf(label)]
        if (variant) props.onChoose(variant.id)
      }}
    />
  )
}
