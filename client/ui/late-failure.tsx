/** What is shown in the place of a page, once something went wrong: its code is not among what every page brings. */
import { lazy, onCleanup, onMount, type Component } from 'solid-js'
import { useTexts } from '../platform/i18n.ts'
// Of what comes later the looks are there before.
import './message-page.css'

/** To be at hand when the connection is not. */
export const fetchFailurePages = () => import('./failure.tsx')

type Pages = Awaited<ReturnType<typeof fetchFailurePages>>

const oneOf = <P extends object>(page: (pages: Pages) => Component<P>) =>
  lazy<Component<P>>(() =>
    fetchFailurePages().then(
      (pages) => ({ default: page(pages) }),
      () => ({ default: InAWord }),
    ),
  )

export const Failure = oneOf((pages) => pages.Failure)
export const WithoutConnection = oneOf((pages) => pages.WithoutConnection)
export const Fault = oneOf((pages) => pages.Fault)

/** Where not even that could be fetched. */
function InAWord() {
  const reload = () => location.reload()
  onMount(() => addEventListener('online', reload))
  onCleanup(() => removeEventListener('online', reload))
  return (
    <p class="message-page" role="alert">
      {useTexts('shop').unavailable.offlineText}
    </p>
  )
}
