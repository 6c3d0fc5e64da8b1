/** Every page of the shop; the only place where features meet. */
import type { Component, ParentProps } from 'solid-js'
import { lazy } from 'solid-js'
import { isServer } from 'solid-js/web'
import { loadTexts } from './platform/i18n.ts'
import { inTurn } from './platform/late-part.ts'
import {
  loadCategories,
  loadCheckout,
  loadFacets,
  loadProduct,
  loadProducts,
  loadStore,
} from './platform/loaders.ts'
import { preparing } from './platform/prepared.ts'
import type { RouteDefinition } from './platform/route-match.ts'
import type { Room } from './platform/words/rooms.ts'
import StoreLayout from './store/store-layout.tsx'
import { WithoutConnection } from './ui/late-failure.tsx'
import { searchOf } from './vidriera/window-search.ts'

const text = (value: string | undefined) => value ?? ''
/** `module` and `room` name the chunks, so that the server can ask for them and their styles in the first bytes. */
const page = (module: string, room: Room | null, isPrivate = false) => ({
  module: `client/${module}`,
  room,
  isPrivate,
})

/** A page and its words, at once. */
const withTexts = async <T,>(room: Room, load: () => Promise<T>): Promise<T> =>
  (await Promise.all([load(), loadTexts(room)]))[0]

export type PageInfo = ReturnType<typeof page>

const toldOf = <T,>(part: Promise<T>): Promise<T> => {
  preparing(part)
  return part
}

/** A page whose code cannot be fetched says so in its place; the header of a shop stays. */
const shopPage = (
  room: Room,
  load: () => Promise<{ default: Component }>,
  without: () => Promise<Component> | Component = () => WithoutConnection,
) =>
  lazy(() =>
    toldOf(withTexts(room, load).then((page) => (isServer ? page : inTurn(page)))).catch(
      async (error: unknown) => {
        if (isServer) throw error
        return { default: await without() }
      },
    ),
  )

const TicketWithoutConnection = () => (
  <main id="content">
    <WithoutConnection isTicket />
  </main>
)

/** A ticket that the server has written stays to be read, and to be followed to WhatsApp. */
const standInForTicket = () => {
  if (!document.querySelector('.ticket')) return TicketWithoutConnection
  addEventListener('online', () => location.reload(), { once: true })
  return new Promise<Component>(() => undefined)
}

/** What waits in the selection must open without a connection too: the browser's entry fetches these when idle. */
const selectionPage = () => import('./selection/selection-page.tsx')
const selectionSheet = () => withTexts('selection', () => import('./selection/selection-sheet.tsx'))
export const selectionParts = [selectionSheet, selectionPage]
const selectionOver = { Sheet: lazy(selectionSheet), fetch: selectionSheet }

const Layout = (props: ParentProps) => <StoreLayout sheet={selectionOver}>{props.children}</StoreLayout>

/** An address that leads nowhere, inside a store or outside of all. */
export const Nowhere = shopPage('phone', () => import('./store/nowhere-page.tsx'))

export const routes: RouteDefinition<PageInfo>[] = [
  {
    path: '/s/:store',
    component: Layout,
    preload: ({ params }) => preparing(loadStore(text(params.store))),
    children: [
      {
        path: '/',
        component: shopPage('window', () => import('./vidriera/vidriera-page.tsx')),
        info: page('vidriera/vidriera-page.tsx', 'window'),
        preload: ({ params, query }) => {
          preparing(loadCategories(text(params.store)), loadProducts(text(params.store), searchOf(query)))
          // nobody waits for these to move on
          void loadFacets(text(params.store), searchOf(query))
        },
      },
      {
        path: '/p/:slug',
        component: shopPage('product', () => import('./product/product-page.tsx')),
        info: page('product/product-page.tsx', 'product'),
        preload: ({ params }) => preparing(loadProduct(text(params.store), text(params.slug))),
      },
      {
        path: '/selection',
        component: shopPage('selection', selectionPage),
        info: page('selection/selection-page.tsx', 'selection'),
      },
      { path: '/*rest', component: Nowhere },
    ],
  },
  {
    path: '/c/:code',
    component: shopPage('checkout', () => import('./checkout/checkout-page.tsx'), standInForTicket),
    info: page('checkout/checkout-page.tsx', 'checkout', true),
    preload: ({ params }) => preparing(loadCheckout(text(params.code))),
  },
  {
    path: '/admin/*rest',
    component: lazy(() => import('./admin/admin-app.tsx')),
    info: page('admin/admin-app.tsx', null, true),
    isApart: true,
  },
]
