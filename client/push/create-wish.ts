import { createSignal, onMount } from 'solid-js'
import { useLanguage } from '../platform/i18n.ts'
import { keep, readKept } from '../platform/storage.ts'
import { pushApi } from './push-api.ts'
import { abilityOf, subscribe } from './subscribe.ts'

/** What somebody may ask to be told about. */
export type Subject = { checkoutCode: string } | { variantId: string }
/** Why they will not be, as the words call it. */
type Hindrance =
  'denied' | 'unanswered' | 'homeFirst' | 'unsupported' | 'offline' | 'soon' | 'many' | 'failed'
export type WishState = 'off' | 'busy' | 'on' | 'stopped' | Hindrance

/** One wish of this browser: permission is asked for when it is made, and never before. */
export function createWish(store: string, subject: Subject) {
  const api = pushApi(store)
  const key = `vidriera:${store}:tell:${'variantId' in subject ? subject.variantId : subject.checkoutCode}`
  const [state, setState] = createSignal<WishState>('off')
  const language = useLanguage()

  onMount(() => void remember())

  /** What was asked for may have been told since. */
  const remember = async () => {
    const id = readKept(key)
    if (id === null || abilityOf() !== 'able' || Notification.permission !== 'granted') return
    const answer = await api.look(id)
    if (state() !== 'off') return
    if (answer.ok || answer.problem.code === 'offline') setState('on')
    else if (answer.problem.status === 404) keep(key, null)
  }

  const ask = async (): Promise<WishState> => {
    const ability = abilityOf()
    if (ability !== 'able') return ability === 'home-first' ? 'homeFirst' : 'unsupported'
    // first of all: it is the press that may ask
    const permission = await Notification.requestPermission()
    if (permission !== 'granted') return permission === 'denied' ? 'denied' : 'unanswered'
    const found = await api.key()
    if (!found.ok) return hindranceOf(found.problem.code)
    const subscription = await subscribe(found.value.publicKey)
    // a private window, and a browser without a push service: both say so by refusing
    if (subscription === null) return 'unsupported'
    const made = await api.make({ subscription, language, ...subject })
    if (!made.ok) return hindranceOf(made.problem.code)
    keep(key, made.value.id)
    return 'on'
  }
  const takeBack = async (): Promise<WishState> => {
    const id = readKept(key)
    const answer = id === null ? null : await api.takeBack(id)
    // not there any more is as good as taken back
    if (answer && !answer.ok && answer.problem.status !== 404) return hindranceOf(answer.problem.code)
    keep(key, null)
    return 'stopped'
  }

  /** Asks, or takes back what was asked. */
  const press = async () => {
    const work = state() === 'on' ? takeBack : ask
    setState('busy')
    try {
      setState(await work())
    } catch {
      // the browser has its own reasons not to subscribe, and names them differently in each
      setState(navigator.onLine ? 'failed' : 'offline')
    }
  }
  return { state, press }
}

function hindranceOf(code: string): Hindrance {
  if (code === 'offline') return 'offline'
  if (code === 'hold-ends-soon' || code === 'checkout-not-pending') return 'soon'
  return code === 'too-many-wishes' || code === 'rate-limited' ? 'many' : 'failed'
}
