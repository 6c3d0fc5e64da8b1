import { createSignal, onCleanup, onMount, Show } from 'solid-js'
import { Button } from './button.tsx'
import { shareIcon } from './icons.ts'

/** Two links of a chain. */
const linkIcon =
  'M10 14a4 4 0 0 0 5.7 0l3-3a4 4 0 1 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 1 0 5.7 5.7l1-1'

const SAID_MS = 4_000

type HandOnProps = { url: string; title: string; words: { share: string; copy: string; copied: string } }

/** An address for other hands: the phone's own sheet where it has one, and the clipboard. */
export function HandOn(props: HandOnProps) {
  const [canShare, setCanShare] = createSignal(false)
  const [isCopied, setCopied] = createSignal(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  onMount(() => setCanShare(typeof navigator.share === 'function'))
  onCleanup(() => clearTimeout(timer))
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(props.url)
      setCopied(true)
      clearTimeout(timer)
      timer = setTimeout(() => setCopied(false), SAID_MS)
    } catch {
      window.prompt(props.words.copy, props.url) // an old browser, or plain http
    }
  }
  const share = async () => {
    try {
      await navigator.share({ url: props.url, title: props.title })
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return // thought better of it
      await copy()
    }
  }
  return (
    <>
      <Show when={canShare()}>
        <div class="share">
          <Button kind="quiet" icon={shareIcon} onPress={() => void share()}>
            {props.words.share}
          </Button>
        </div>
      </Show>
      <Button kind="quiet" icon={linkIcon} onPress={() => void copy()}>
        {isCopied() ? props.words.copied : props.words.copy}
      </Button>
      {/* Beside the button: within it, it would be left out of its name. */}
      <p class="visually-hidden" role="status">
        {isCopied() ? props.words.copied : ''}
      </p>
    </>
  )
}
