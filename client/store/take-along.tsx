import { createSignal, Match, onCleanup, onMount, Show, Switch } from 'solid-js'
import { numberText } from '../platform/formats.ts'
import { pageLocale, useTexts } from '../platform/i18n.ts'
import { journal } from '../platform/journal.ts'
import { phone, type Luggage } from '../platform/phone.ts'
import { useStore } from '../platform/store-context.ts'
import { Button } from '../ui/button.tsx'

/** All pictures of the store onto this phone, by choice: how much that is, how far it is, and back again. */
export default function TakeAlong() {
  const store = useStore()
  const words = useTexts('phone').luggage
  const [luggage, setLuggage] = createSignal<Luggage | null>(null)
  const [failure, setFailure] = createSignal('')
  let taking: AbortController | null = null

  const look = async () => setLuggage((await (await phone())?.luggage(store().slug)) ?? null)
  onMount(() => void look())
  onCleanup(() => taking?.abort())

  const size = (bytes: number) =>
    numberText(Math.max(0.1, bytes / 1_000_000), pageLocale(store().locale), {
      style: 'unit',
      unit: 'megabyte',
      maximumFractionDigits: 1,
    })
  const take = async (about: number) => {
    setFailure('')
    taking = new AbortController()
    const { signal } = taking
    try {
      await (await phone())?.take(store().slug, setLuggage, signal)
    } catch (error) {
      const name = error instanceof Error ? error.name : ''
      if (!signal.aborted) {
        journal(`la tienda entera no se guardó (${name})`, 'vidriera')
        setFailure(name === 'QuotaExceededError' ? words.full(size(about)) : words.failed)
      }
      await look()
    }
  }
  const leave = async () => {
    await (await phone())?.leave(store().slug)
    await look()
  }
  const as = <S extends Luggage['state']>(state: S) => {
    const now = luggage()
    return now?.state === state ? (now as Extract<Luggage, { state: S }>) : null
  }
  return (
    <div class="footer-luggage">
      <Switch>
        <Match when={as('left')}>
          {(left) => (
            <Button kind="quiet" onPress={() => void take(left().about)}>
              {words.take(size(left().about))}
            </Button>
          )}
        </Match>
        <Match when={as('taking')}>
          {(now) => (
            <>
              <progress value={now().done} max={now().all} aria-label={words.progress} />
              <span class="figures">{words.taking(now().done, now().all)}</span>
              <Button kind="quiet" onPress={() => taking?.abort()}>
                {words.cancel}
              </Button>
            </>
          )}
        </Match>
        <Match when={as('taken')}>
          {(taken) => (
            <>
              <span>{words.taken(size(taken().bytes))}</span>
              <Button kind="quiet" onPress={() => void leave()}>
                {words.leave}
              </Button>
            </>
          )}
        </Match>
      </Switch>
      <p role="status">
        <Show when={failure()}>{failure()}</Show>
      </p>
    </div>
  )
}
