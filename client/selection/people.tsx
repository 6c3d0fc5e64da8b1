import { createEffect, createSignal, For, on, Show } from 'solid-js'
import type { Present } from '../../shared/people.ts'
import { useTexts } from '../platform/i18n.ts'
import { ownName } from '../platform/own-name.ts'
import type { Company, Hand } from '../sync/company.ts'
import '../ui/people.css'

/** More would be a crowd, and is said as a number. */
const MOST_SHOWN = 4
export const NAME_FIELD = 'own-name'

/** Who else is here: first letters in the colours of their hands, only when somebody is. */
export function People(props: { company: Company; isLooking?: boolean }) {
  const words = useTexts('selection').together
  const [news, setNews] = createSignal('')
  const others = () => props.company.others()
  createEffect(
    on(others, (now, before = []) => {
      const said = [
        ...now.filter((one) => !before.some(isSame(one))).map((one) => words.isHere(nameOf(one, words))),
        ...before.filter((one) => !now.some(isSame(one))).map((one) => words.hasLeft(nameOf(one, words))),
      ]
      if (said.length > 0) setNews(said.join(' '))
    }),
  )
  return (
    <>
      <Show when={others().length > 0}>
        <div class="people-row">
          <ul class="people" aria-label={words.here}>
            <For each={others().slice(0, MOST_SHOWN)}>{(one) => <Person person={one} />}</For>
            <Show when={others().length > MOST_SHOWN}>
              <li class="person person-more">+{others().length - MOST_SHOWN}</li>
            </Show>
          </ul>
          {/* The name is written in the form below: one place for it. */}
          <Show when={!props.isLooking && ownName().trim() === ''}>
            <button type="button" class="quiet" onClick={() => document.getElementById(NAME_FIELD)?.focus()}>
              {words.sayName}
            </button>
          </Show>
        </div>
      </Show>
      <p class="visually-hidden" role="status">
        {news()}
      </p>
    </>
  )
}

function Person(props: { person: Present }) {
  const words = useTexts('selection').together
  const name = () => nameOf(props.person, words)
  const text = () => (props.person.isLooking ? words.isLooking(name()) : name())
  return (
    <li class="person" data-hand={props.person.colour} data-looking={props.person.isLooking} title={text()}>
      <span aria-hidden="true">{firstLetter(props.person)}</span>
      <span class="visually-hidden">{text()}</span>
    </li>
  )
}

type Words = { visitor: (n: number) => string }

export const nameOf = ({ name, number }: Pick<Present, 'name' | 'number'>, words: Words): string =>
  name ?? words.visitor(number)

const firstLetter = ({ name, number }: Present) =>
  name === null ? String(number) : ([...name][0] ?? '').toLocaleUpperCase()

const isSame = (one: Present) => (other: Present) => one.number === other.number && one.name === other.name

/** Whose line it is, where it is somebody else's; `isGuest`: it cannot be our own from another phone. */
export function AddedBy(props: { hand: Hand | null; isGuest: boolean }) {
  const words = useTexts('selection').together
  const name = (hand: Hand) => {
    if (hand.name !== null) return hand.name
    if (hand.number !== null) return words.visitor(hand.number)
    return props.isGuest ? words.somebody : null
  }
  return (
    <Show when={props.hand}>
      {(hand) => (
        <Show when={name(hand())}>
          {(text) => (
            <p class="line-variant">
              <span class="hand-dot" data-hand={hand().colour} />
              {words.addedBy(text())}
            </p>
          )}
        </Show>
      )}
    </Show>
  )
}
