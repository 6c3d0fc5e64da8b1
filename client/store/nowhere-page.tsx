import { Show, useContext } from 'solid-js'
import { useLocation } from '../platform/router.tsx'
import { StoreContext } from '../platform/store-context.ts'
import { Failure } from '../ui/late-failure.tsx'
import { KeptStores } from './kept-stores.tsx'

const NoSuchPage = () => <Failure problem={{ status: 404, code: 'not-found' }} />

/** An address that leads nowhere, inside a store, whose page stands around it, or outside of all. */
export default function NowherePage() {
  const location = useLocation()
  const isInStore = useContext(StoreContext) !== undefined
  return (
    <Show when={!isInStore} fallback={<NoSuchPage />}>
      <main id="content">
        {/* the server sends whoever comes there on to a store: only the service worker's page gets so far */}
        <Show when={location.pathname === '/'} fallback={<NoSuchPage />}>
          <KeptStores />
        </Show>
      </main>
    </Show>
  )
}
