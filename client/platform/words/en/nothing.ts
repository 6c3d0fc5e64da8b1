import type spanish from '../es/nothing.ts'

const english: typeof spanish = {
  nothingFound: (q) => `Nothing here matches “${q}”.`,
  empty: 'This part of the window is still empty.',
  emptyStore: 'The window is still being dressed.',
  emptyStoreNext: 'Ask us for what you are after: it may be here already.',
  noCategory: 'That category is no longer in the window.',
  noCategoryNext: 'What it held may be in another one: they are all above.',
  searchEverywhere: 'Search the whole window',
  searchTooLong: 'That is a lot to search for at once.',
  searchTooLongNext: 'Try two or three words: the name, the colour, the brand.',
  notUnderstood: 'We could not make out what this link looks for.',
  notUnderstoodNext: 'It may have been cut when it was copied. Search again above, or look at everything.',
  filteredEmpty: 'Nothing is left with those filters.',
}
export default english
