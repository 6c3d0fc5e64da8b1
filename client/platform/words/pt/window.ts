import { pluralIn } from '../plural.ts'
import type spanish from '../es/window.ts'

const plural = pluralIn('pt')

const portuguese: typeof spanish = {
  categories: 'Categorias',
  everything: 'Tudo',
  search: 'Buscar',
  searchLabel: 'Buscar na vitrine',
  searchPlaceholder: 'Buscar',
  sortLabel: 'Ordenar',
  sorts: {
    featured: 'Destaques',
    newest: 'Novidades',
    'price-asc': 'Menor preço',
    'price-desc': 'Maior preço',
    name: 'Por nome',
  },
  products: 'Produtos',
  more: 'Ver mais',
  loadingMore: 'Buscando mais',
  moreFailed: 'Não conseguimos trazer mais. O que você vê continua aqui: tente de novo.',
  start: 'Ver desde o começo',
  category: 'categoria',
  best: 'Mais parecidos',
  filter: 'Filtrar',
  apply: 'Aplicar',
  remove: 'tirar',
  withoutFilters: 'Limpar os filtros',
  otherFilters: 'Outras formas de escolher',
  availableNow: 'Disponível agora',
  onSale: 'Em oferta',
  price: 'Preço',
  priceFrom: 'De',
  priceTo: 'Até',
  total: (n: number) => plural(n, { one: `${n} produto`, other: `${n} produtos` }),
  see: (n: number) => plural(n, { one: `Ver ${n} produto`, other: `Ver ${n} produtos` }),
  openToday: (spans: string) => `Hoje, ${spans}`,
  closedToday: 'Hoje fechado',
}
export default portuguese
