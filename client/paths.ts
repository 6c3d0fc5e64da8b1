/** Every address of the shop, built in one place. */
const part = encodeURIComponent

export type WindowSearch = {
  category?: string | undefined
  q?: string | undefined
  sort?: string | undefined
  cursor?: string | undefined
}

export const paths = {
  window: (store: string, search: WindowSearch = {}) => {
    const filled = Object.entries(search).filter((entry): entry is [string, string] => Boolean(entry[1]))
    return `/s/${part(store)}/${filled.length > 0 ? `?${new URLSearchParams(filled).toString()}` : ''}`
  },
  product: (store: string, slug: string) => `/s/${part(store)}/p/${part(slug)}`,
  selection: (store: string) => `/s/${part(store)}/selection`,
  checkout: (code: string) => `/c/${part(code)}`,
}
