import { Match, Show, Switch, type JSX, untrack } from 'solid-js'
import type { ApiProblem } from '../platform/api.ts'
import { useTexts } from '../platform/i18n.ts'
import { createComeback } from '../platform/lost-code.ts'
import { reportStatus, createPageHead, createPageStore } from '../platform/page.ts'
import { revalidate } from '../platform/query.ts'
import { Button, LinkButton } from './button.tsx'
import { whatsappIcon } from './icons.ts'
import { MessagePage } from './message-page.tsx'

/** The page shown instead of one whose data did not come. */
export function Failure(props: {
  problem: ApiProblem
  notFoundText?: string
  homeHref?: string
  /** What is safe while nobody can be asked, and what else there is to do. */
  awayText?: string
  children?: JSX.Element
}) {
  // First: where nobody has said which language, it is the store's. One that is closed is no app to be installed.
  createPageStore(() => (props.problem.store ? { ...props.problem.store, slug: '' } : null))
  const { notFound, closed, footer, unavailable } = useTexts('shop')
  // the status of a rendered page is decided once
  reportStatus(untrack(() => props.problem))
  const isClosed = () => props.problem.code === 'store-unavailable'
  const isMissing = () =>
    props.problem.status >= 400 && props.problem.status < 500 && props.problem.status !== 429
  createPageHead(() => ({
    title: isClosed()
      ? [closed.title, props.problem.store?.name].filter(Boolean).join(' · ')
      : isMissing()
        ? notFound.title
        : unavailable.title,
    isPrivate: true,
  }))
  return (
    <Switch
      fallback={
        <MessagePage scene="dark" title={unavailable.title} text={props.awayText ?? unavailable.text}>
          {props.children}
          <Retry onPress={() => void revalidate()} />
        </MessagePage>
      }
    >
      <Match when={isClosed()}>
        <MessagePage scene="closed" name={props.problem.store?.name} title={closed.title} text={closed.text}>
          {props.children}
          <Show when={props.problem.store?.whatsapp}>
            {(phone) => (
              <LinkButton icon={whatsappIcon} href={`https://wa.me/${phone().slice(1)}`} rel="noopener">
                {footer.write}
              </LinkButton>
            )}
          </Show>
          <Retry kind="quiet" onPress={() => void revalidate()} />
        </MessagePage>
      </Match>
      <Match when={isMissing()}>
        <MessagePage scene="empty" title={notFound.title} text={props.notFoundText ?? notFound.page}>
          <LinkButton href={props.homeHref ?? '/'}>{notFound.home}</LinkButton>
        </MessagePage>
      </Match>
      <Match when={props.problem.code === 'offline'}>
        <MessagePage
          scene="dark"
          title={unavailable.offlineTitle}
          text={props.awayText ?? unavailable.offlineText}
        >
          {props.children}
          <Retry onPress={() => void revalidate()} />
        </MessagePage>
      </Match>
    </Switch>
  )
}

/** Shown where a page's own code could not be fetched; the page comes by itself once the shop is there again. */
export function WithoutConnection(props: { isTicket?: boolean }) {
  const { unavailable } = useTexts('shop')
  createComeback()
  return (
    <MessagePage
      scene="dark"
      title={unavailable.offlineTitle}
      text={props.isTicket ? unavailable.ticketText : unavailable.offlineText}
    >
      <Retry onPress={() => location.reload()} />
    </MessagePage>
  )
}

/** Shown where a part of the page broke; never says what broke. */
export function Fault() {
  const { unavailable } = useTexts('shop')
  return (
    <MessagePage scene="dark" title={unavailable.faultTitle} text={unavailable.faultText}>
      <Retry onPress={() => location.reload()} />
    </MessagePage>
  )
}

const Retry = (props: { kind?: 'quiet'; onPress: () => void }) => (
  <div class="needs-script">
    <Button {...(props.kind && { kind: props.kind })} onPress={() => props.onPress()}>
      {useTexts('shop').unavailable.retry}
    </Button>
  </div>
)
