import type spanish from '../es/nothing.ts'

const portuguese: typeof spanish = {
  nothingFound: (q) => `Nada por aqui com “${q}”.`,
  empty: 'Ainda não há nada nesta parte da vitrine.',
  emptyStore: 'A vitrine ainda está sendo montada.',
  emptyStoreNext: 'Pergunte pelo que procura: talvez já tenha chegado.',
  noCategory: 'Essa categoria não está mais na vitrine.',
  noCategoryNext: 'O que havia nela pode estar em outra: todas estão acima.',
  searchEverywhere: 'Buscar em toda a vitrine',
  searchTooLong: 'É muita coisa para buscar de uma vez.',
  searchTooLongNext: 'Tente com duas ou três palavras: o nome, a cor, a marca.',
  notUnderstood: 'Não entendemos o que este link procura.',
  notUnderstoodNext: 'Ele pode ter sido cortado ao copiar. Busque de novo acima ou veja tudo.',
  filteredEmpty: 'Com esses filtros não sobra nada à vista.',
}
export default portuguese
