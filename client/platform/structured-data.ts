/** What search engines read of a page: https://schema.org as JSON-LD. Made on the server alone. */
import { getRequestEvent, isServer } from 'solid-js/web'
import type { Category, Product, Variant } from '../../shared/catalogue.ts'
import { minorDigits, type Money } from '../../shared/money.ts'
import type { StoreProfile } from '../../shared/store.ts'
import { paths } from '../paths.ts'

type Data = Record<string, unknown>

/** Asks for the data only where it is sent; `absolute` makes a whole address of a path. */
export function structuredData(make: (absolute: (path: string) => string) => Data[]): Data[] {
  const page = isServer ? getRequestEvent()?.page : undefined
  return page ? make((path) => page.origin + path) : []
}

const decimal = ({ amount, currency }: Money): string => {
  const digits = minorDigits(currency)
  return (amount / 10 ** digits).toFixed(digits)
}

function availability({ available, backorder }: Variant): string {
  if (available === null || available > 0) return 'https://schema.org/InStock'
  return `https://schema.org/${backorder ? 'BackOrder' : 'OutOfStock'}`
}

/** The day on which the price is shown, in the store's time zone: tomorrow's is asked for tomorrow. */
const today = (timeZone: string): string => new Intl.DateTimeFormat('sv-SE', { timeZone }).format(new Date())

type Step = { name: string; path: string }

const breadcrumbs = (steps: Step[], absolute: (path: string) => string): Data => ({
  '@context': 'https://schema.org',
  '@type': 'BreadcrumbList',
  itemListElement: steps.map(({ name, path }, index) => ({
    '@type': 'ListItem',
    position: index + 1,
    name,
    item: absolute(path),
  })),
})

const stepTo = (store: StoreProfile, { slug, name }: { slug: string; name: string }): Step => ({
  name,
  path: paths.window(store.slug, { category: slug }),
})

export function productData(
  product: Product,
  store: StoreProfile,
  absolute: (path: string) => string,
): Data[] {
  const url = absolute(paths.product(store.slug, product.slug))
  const seller = { '@type': 'Organization', name: store.name }
  const offers = product.variants.map((variant) => ({
    '@type': 'Offer',
    url,
    ...(variant.sku === null ? {} : { sku: variant.sku }),
    ...(product.variants.length > 1 ? { name: variant.title } : {}),
    price: decimal(variant.price),
    priceCurrency: variant.price.currency,
    priceValidUntil: today(store.timeZone),
    availability: availability(variant),
    itemCondition: 'https://schema.org/NewCondition',
    seller,
  }))
  const steps = [
    { name: store.name, path: paths.window(store.slug) },
    ...product.categories.map((category) => stepTo(store, category)),
    { name: product.name, path: paths.product(store.slug, product.slug) },
  ]
  return [
    {
      '@context': 'https://schema.org',
      '@type': 'Product',
      name: product.name,
      url,
      description: product.metaDescription ?? product.shortDescription ?? product.name,
      ...(product.brand === null ? {} : { brand: { '@type': 'Brand', name: product.brand } }),
      image: product.images.flatMap((image) => (image.url === null ? [] : [absolute(image.url)])),
      offers,
    },
    breadcrumbs(steps, absolute),
  ]
}

/** The way to a category of the window; nothing where there is none of that name. */
export function categoryData(
  tree: Category[],
  slug: string | undefined,
  store: StoreProfile,
  absolute: (path: string) => string,
): Data[] {
  const way = wayTo(tree, slug)
  if (way.length === 0) return []
  const front = { name: store.name, path: paths.window(store.slug) }
  return [breadcrumbs([front, ...way.map((category) => stepTo(store, category))], absolute)]
}

const wayTo = (tree: Category[], slug: string | undefined): Category[] =>
  tree.flatMap((category) => {
    const below = wayTo(category.children, slug)
    return category.slug === slug || below.length > 0 ? [category, ...below] : []
  })

export function storeData(store: StoreProfile, absolute: (path: string) => string): Data[] {
  return [
    {
      '@context': 'https://schema.org',
      '@type': 'Store',
      name: store.name,
      url: absolute(paths.window(store.slug)),
      image: absolute(`${paths.window(store.slug)}link.jpg`),
      ...(store.tagline === null ? {} : { description: store.tagline }),
      ...(store.whatsapp === null ? {} : { telephone: store.whatsapp }),
    },
  ]
}
