import { pluralIn } from '../plural.ts'
import type spanish from '../es/window.ts'

const plural = pluralIn('en')

const english: typeof spanish = {
  categories: 'Categories',
  everything: 'Everything',
  search: 'Search',
  searchLabel: 'Search the window',
  searchPlaceholder: 'Search',
  sortLabel: 'Sort',
  sorts: {
    featured: 'Our picks',
    newest: 'Newest',
    'price-asc': 'Price, low to high',
    'price-desc': 'Price, high to low',
    name: 'By name',
  },
  products: 'Products',
  more: 'Show more',
  loadingMore: 'Fetching more',
  moreFailed: 'We could not fetch more. What you see stays here: try again.',
  start: 'Back to the beginning',
  category: 'category',
  best: 'Closest',
  filter: 'Filter',
  apply: 'Apply',
  remove: 'remove',
  withoutFilters: 'Clear the filters',
  otherFilters: 'More ways to choose',
  availableNow: 'Available now',
  onSale: 'On offer',
  price: 'Price',
  priceFrom: 'From',
  priceTo: 'To',
  total: (n: number) => plural(n, { one: `${n} product`, other: `${n} products` }),
  see: (n: number) => plural(n, { one: `See ${n} product`, other: `See ${n} products` }),
  openToday: (spans: string) => `Today, ${spans}`,
  closedToday: 'Closed today',
}
export default english
