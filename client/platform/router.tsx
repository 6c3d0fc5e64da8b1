/** From page to page without a new document. What it does not take over, the browser does. */
import {
  createContext,
  createMemo,
  onCleanup,
  Show,
  useContext,
  type Component,
  type ParentProps,
} from 'solid-js'
import type { Params } from './route-match.ts'
import { createRouterState, type LeaveListener, type RouterState, type Site } from './router-state.ts'

const RouterContext = createContext<RouterState>()

function useRouter(): RouterState {
  const router = useContext(RouterContext)
  if (!router) throw new Error('outside the router')
  return router
}

export const useLocation = () => useRouter().location
export const useParams = <P extends Params>() => useRouter().params as P
/** Leads to the address of a page, absolute or relative to this one. */
export const useNavigate = () => useRouter().navigate
/** Whether the next page is on its way. */
export const useIsRouting = () => useRouter().isRouting
/** Fetches the code and the data of the page at an address. */
export const usePreloadRoute = () => useRouter().fetchAhead
/** Hears of every move to another address but for back and forward, which are the browser's. */
export function useBeforeLeave(listener: LeaveListener): void {
  const { listeners } = useRouter()
  listeners.add(listener)
  onCleanup(() => listeners.delete(listener))
}

/** `root` stands around every page, for good. */
export function Router(props: Site & { root: Component<ParentProps> }) {
  const router = createRouterState(props)
  return (
    <RouterContext.Provider value={router}>
      <props.root>
        <Page depth={0} />
      </props.root>
    </RouterContext.Provider>
  )
}

/** The page of one level; it stays as long as its route does. */
function Page(props: { depth: number }) {
  const router = useRouter()
  const route = createMemo(() => router.match().branch[props.depth])
  return (
    <Show when={route()} keyed>
      {(found) => (
        <found.component>
          <Page depth={props.depth + 1} />
        </found.component>
      )}
    </Show>
  )
}
