/** Where the window has nothing to show, and why. */
export default {
  nothingFound: (q: string) => `No encontramos nada para “${q}”.`,
  empty: 'Todavía no hay nada en esta parte de la vidriera.',
  emptyStore: 'La vidriera se está armando.',
  emptyStoreNext: 'Preguntanos por lo que buscás: puede que ya haya llegado.',
  noCategory: 'Esa categoría ya no está en la vidriera.',
  noCategoryNext: 'Lo que había en ella puede estar en otra: arriba están todas.',
  searchEverywhere: 'Buscar en toda la vidriera',
  searchTooLong: 'Es mucho para buscar de una vez.',
  searchTooLongNext: 'Probá con dos o tres palabras: el nombre, el color, la marca.',
  notUnderstood: 'No entendimos qué se busca con este enlace.',
  notUnderstoodNext: 'Puede haberse cortado al copiarlo. Buscá otra vez arriba o mirá todo.',
  filteredEmpty: 'Con esos filtros no queda nada a la vista.',
}
