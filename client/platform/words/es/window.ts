import { pluralIn } from '../plural.ts'
import type { ProductSort } from '../../../../shared/catalogue.ts'

const plural = pluralIn('es')

export default {
  categories: 'Categorías',
  everything: 'Todo',
  search: 'Buscar',
  searchLabel: 'Buscar en la vidriera',
  searchPlaceholder: 'Buscar',
  sortLabel: 'Ordenar',
  sorts: {
    featured: 'Destacados',
    newest: 'Lo último',
    'price-asc': 'Menor precio',
    'price-desc': 'Mayor precio',
    name: 'Por nombre',
  } satisfies Record<ProductSort, string>,
  products: 'Productos',
  more: 'Ver más',
  loadingMore: 'Trayendo más',
  moreFailed: 'No pudimos traer más. Lo que ves sigue acá: probá otra vez.',
  start: 'Ver desde el principio',
  category: 'categoría',
  best: 'Más parecidos',
  filter: 'Filtrar',
  apply: 'Aplicar',
  remove: 'quitar',
  withoutFilters: 'Quitar los filtros',
  otherFilters: 'Otras maneras de elegir',
  availableNow: 'Disponible ahora',
  onSale: 'En oferta',
  price: 'Precio',
  priceFrom: 'Desde',
  priceTo: 'Hasta',
  total: (n: number) => plural(n, { one: `${n} producto`, other: `${n} productos` }),
  see: (n: number) => plural(n, { one: `Ver ${n} producto`, other: `Ver ${n} productos` }),
  openToday: (spans: string) => `Hoy, ${spans}`,
  closedToday: 'Hoy cerrado',
}
