/** Every page of the shop; the only place where features meet. */
import type { RouteDefinition } from '@solidjs/router'
import { lazy } from 'solid-js'
import { loadCategories, loadCheckout, loadProduct, loadProducts, loadStore } from './platform/loaders.ts'
import { NoSuchPage, NotFoundPage } from './store/not-found-page.tsx'
import StoreLayout from './store/store-layout.tsx'
import { searchOf } from './vidriera/window-search.ts'

const text = (value: string | undefined) => value ?? ''
/** `module` names the lazy chunk, so that the server can ask for it and its styles in the first bytes. */
const page = (module: string, isPrivate = false) => ({ module: `client/${module}`, isPrivate })

export type PageInfo = ReturnType<typeof page>

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
        component: lazy(() => import('./vidriera/vidriera-page.tsx')),
        info: page('vidriera/vidriera-page.tsx'),
        preload: ({ params, location }) => {
          void loadCategories(text(params.store))
          void loadProducts(text(params.store), searchOf(location.query))
        },
      },
      {
        path: '/p/:slug',
        component: lazy(() => import('./product/product-page.tsx')),
        info: page('product/product-page.tsx'),
        preload: ({ params }) => void loadProduct(text(params.store), text(params.slug)),
      },
      {
        path: '/selection',
        component: lazy(() => import('./selection/selection-page.tsx')),
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
