import { Match, Switch, type ParentProps, untrack } from 'solid-js'
import type { ApiProblem } from '../platform/api.ts'
import { useTexts } from '../platform/i18n.ts'
import { createPageHead, reportStatus } from '../platform/page.ts'
import { useStore } from '../platform/store-context.ts'
import { Failure } from '../ui/late-failure.tsx'
import { Nothing } from '../ui/nothing.tsx'
import { paths, type WindowSearch } from '../paths.ts'
import { LONGEST_SEARCH } from './window-search.ts'

/** In place of the products where they are not to be had: the window's head above stays, and is a way out. */
export default function NotShown(props: { problem: ApiProblem; search: WindowSearch }) {
  const store = useStore()
  const words = useTexts('nothing')
  const isTooLong = () => (props.search.q?.length ?? 0) > LONGEST_SEARCH
  return (
    <Switch fallback={<Failure problem={props.problem} homeHref={paths.window(store().slug)} />}>
      <Match when={props.problem.code === 'category-not-found'}>
        <Apart problem={props.problem} title={words.noCategory} next={words.noCategoryNext}>
          <a class="button" href={paths.window(store().slug, { ...props.search, category: undefined })}>
            {props.search.q ? words.searchEverywhere : useTexts('shop').seeEverything}
          </a>
        </Apart>
      </Match>
      <Match when={props.problem.status === 400}>
        <Apart
          problem={props.problem}
          title={isTooLong() ? words.searchTooLong : words.notUnderstood}
          next={isTooLong() ? words.searchTooLongNext : words.notUnderstoodNext}
        >
          <a class="button" href={paths.window(store().slug)}>
            {useTexts('shop').seeEverything}
          </a>
        </Apart>
      </Match>
    </Switch>
  )
}

function Apart(props: ParentProps<{ problem: ApiProblem; title: string; next: string }>) {
  const store = useStore()
  // the status of a rendered page is decided once
  reportStatus(untrack(() => props.problem))
  createPageHead(() => ({ title: `${props.title} · ${store().name}`, isPrivate: true }))
  return (
    <section class="products" role="status">
      <Nothing text={props.title}>
        <p>{props.next}</p>
        {props.children}
      </Nothing>
    </section>
  )
}
