/** Every page of the shop; the only place where features meet. */
import type { RouteDefinition } from '@solidjs/router'
import type { Component } from 'solid-js'
import { lazy } from 'solid-js'
import { isServer } from 'solid-js/web'
import { loadCategories, loadCheckout, loadProduct, loadProducts, loadStore } from './platform/loaders.ts'
import { NoSuchPage, NotFoundPage } from './store/not-found-page.tsx'
import StoreLayout from './store/store-layout.tsx'
import { WithoutConnection } from './ui/failure.tsx'
import { searchOf } from './vidriera/window-search.ts'

const text = (value: string | undefined) => value ?? ''
/** `module` names the lazy chunk, so that the server can ask for it and its styles in the first bytes. */
const page = (module: string, isPrivate = false) => ({ module: `client/${module}`, isPrivate })

export type PageInfo = ReturnType<typeof page>

/** A shop page whose code cannot be fetched without a connection says so in its place; the header stays. */
const shopPage = (load: () => Promise<{ default: Component }>) =>
  lazy(() =>
    load().catch((error: unknown) => {
      if (isServer || navigator.onLine) throw error
      return { default: WithoutConnection }
    }),
  )

/** What waits in the selection must open without a connection too: the browser's entry fetches it when idle. */
export const fetchSelectionPage = () => import('./selection/selection-page.tsx')

const admin = {
  component: lazy(() => import('./admin/admin-app.tsx')),
  info: page('admin/admin-app.tsx', true),
}

export const routes: RouteDefinition[] = [
  {
    path: '/s/:store',
    component: StoreLayout,
    preload: ({ params }) => void loadStore(text(params.store)),
    children: [
      {
        path: '/',
        component: shopPage(() => import('./vidriera/vidriera-page.tsx')),
        info: page('vidriera/vidriera-page.tsx'),
        preload: ({ params, location }) => {
          void loadCategories(text(params.store))
          void loadProducts(text(params.store), searchOf(location.query))
        },
      },
      {
        path: '/p/:slug',
        component: shopPage(() => import('./product/product-page.tsx')),
        info: page('product/product-page.tsx'),
        preload: ({ params }) => void loadProduct(text(params.store), text(params.slug)),
      },
      {
        path: '/selection',
        component: shopPage(fetchSelectionPage),
        info: page('selection/selection-page.tsx'),
      },
      { path: '/*rest', component: NoSuchPage },
    ],
  },
  {
    path: '/c/:code',
    component: lazy(() => import('./checkout/checkout-page.tsx')),
    info: page('checkout/checkout-page.tsx', true),
    preload: ({ params }) => void loadCheckout(text(params.code)),
  },
  { path: '/admin', ...admin },
  { path: '/admin/*rest', ...admin },
  { path: '*rest', component: NotFoundPage },
]
