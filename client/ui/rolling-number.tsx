import { createMemo, Index } from 'solid-js'
import './rolling-number.css'

const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]

/** A number as it is written, `12.900` for instance, whose digits roll when it changes. Read aloud as a whole. */
export function RollingNumber(props: { text: string }) {
  // Counted from the end: the units stay the units when a thousand comes before them.
  const characters = createMemo(() => [...props.text].reverse())
  return (
    <span class="rolling">
      <span class="visually-hidden">{props.text}</span>
      <span class="rolling-digits" aria-hidden="true">
        <Index each={characters()}>{(character) => <Column character={character()} />}</Index>
      </span>
    </span>
  )
}

function Column(props: { character: string }) {
  const isDigit = () => /\d/.test(props.character)
  return (
    <span class="rolling-column">
      {isDigit() ? (
        <span class="rolling-strip" data-digit={props.character}>
          <Index each={DIGITS}>{(digit) => <span>{digit()}</span>}</Index>
        </span>
      ) : (
        props.character
      )}
    </span>
  )
}
