import { For, Show } from 'solid-js'
import './choices.css'

export type Choosable = {
  name: string
  /** #rrggbb shows a swatch in place of the word. */
  colourHex?: string | null
  /** `gone`: sold out; `missing`: not made in this combination. Both can still be looked at. */
  state: 'here' | 'gone' | 'missing'
  /** What `gone` and `missing` are called, for whoever does not see them. */
  stateText?: string | undefined
}

type ChoicesProps = {
  label: string
  /** Names the group in a form; one on the page. */
  name: string
  chosen: string | undefined
  values: readonly Choosable[]
  onChoose: (name: string) => void
}

/** One of a few: colours as swatches, the rest as words. Arrow keys walk through them. */
export function Choices(props: ChoicesProps) {
  return (
    <fieldset class="choices">
      <legend>
        {props.label} <span class="choices-chosen">{props.chosen}</span>
      </legend>
      <div class="choices-values">
        <For each={props.values}>
          {(value) => (
            <label class="choice" data-state={value.state} title={value.name}>
              <input
                type="radio"
                name={props.name}
                value={value.name}
                checked={value.name === props.chosen}
                onChange={() => props.onChoose(value.name)}
              />
              <Show
                when={value.colourHex}
                fallback={
                  <span class="choice-word">
                    <span>
                      {value.name}
                      <StateText text={value.stateText} />
                    </span>
                  </span>
                }
              >
                {(hex) => (
                  <>
                    <Swatch hex={hex()} />
                    <span class="visually-hidden">
                      {value.name}
                      <StateText text={value.stateText} />
                    </span>
                  </>
                )}
              </Show>
            </label>
          )}
        </For>
      </div>
    </fieldset>
  )
}

const StateText = (props: { text: string | undefined }) => (
  <Show when={props.text}>
    <span class="visually-hidden">, {props.text}</span>
  </Show>
)

/** Drawn, because the page's policy allows no style attributes. */
const Swatch = (props: { hex: string }) => (
  <svg class="choice-swatch" viewBox="0 0 40 40" aria-hidden="true">
    <circle class="choice-colour" cx="20" cy="20" r="15.5" fill={props.hex} />
    <circle class="choice-ring" cx="20" cy="20" r="19" />
    <path class="choice-strike" d="M9 31 31 9" />
  </svg>
)
