import { revalidate } from '@solidjs/router'
import { Match, onCleanup, onMount, Switch } from 'solid-js'
import type { ApiProblem } from '../platform/api.ts'
import { useTexts } from '../platform/i18n.ts'
import { reportStatus, createPageHead } from '../platform/page.ts'
import { MessagePage } from './message-page.tsx'

/** The page shown instead of one whose data did not come. */
export function Failure(props: { problem: ApiProblem; notFoundText?: string; homeHref?: string }) {
  const { notFound, unavailable } = useTexts('shop')
  // eslint-disable-next-line solid/reactivity -- the status of a rendered page is decided once
  reportStatus(props.problem)
  const isMissing = () =>
    props.problem.status >= 400 && props.problem.status < 500 && props.problem.status !== 429
  createPageHead(() => ({
    title: isMissing() ? notFound.title : unavailable.title,
    isPrivate: true,
  }))
  return (
    <Switch
      fallback={
        <MessagePage title={unavailable.title} text={unavailable.text}>
          <Retry onPress={() => void revalidate()} />
        </MessagePage>
      }
    >
      <Match when={isMissing()}>
        <MessagePage title={notFound.title} text={props.notFoundText ?? notFound.page}>
          <a class="button" href={props.homeHref ?? '/'}>
            {notFound.home}
          </a>
        </MessagePage>
      </Match>
      <Match when={props.problem.code === 'offline'}>
        <MessagePage title={unavailable.offlineTitle} text={unavailable.offlineText}>
          <Retry onPress={() => void revalidate()} />
        </MessagePage>
      </Match>
    </Switch>
  )
}

/** Shown where a page's own code could not be fetched; the connection brings the page by itself. */
export function WithoutConnection() {
  const { unavailable } = useTexts('shop')
  const open = () => location.reload()
  onMount(() => {
    if (navigator.onLine) return open()
    addEventListener('online', open)
    onCleanup(() => removeEventListener('online', open))
  })
  return (
    <MessagePage title={unavailable.offlineTitle} text={unavailable.offlineText}>
      <Retry onPress={open} />
    </MessagePage>
  )
}

/** Shown where a part of the page broke; never says what broke. */
export function Fault() {
  const { unavailable } = useTexts('shop')
  return (
    <MessagePage title={unavailable.faultTitle} text={unavailable.faultText}>
      <Retry onPress={() => location.reload()} />
    </MessagePage>
  )
}

const Retry = (props: { onPress: () => void }) => (
  <button type="button" class="button needs-script" onClick={() => props.onPress()}>
    {useTexts('shop').unavailable.retry}
  </button>
)
