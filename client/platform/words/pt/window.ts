import type spanish from '../es/window.ts'

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
  nothingFound: (q) => `Nada por aqui com “${q}”.`,
  empty: 'Ainda não há nada nesta parte da vitrine.',
}
export default portuguese
