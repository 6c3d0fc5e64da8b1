/** Every address of the shop, built in one place. */
const part = encodeURIComponent

/** What of a window is asked for, as its address says it; prices in whole units of the store's currency. */
export type WindowSearch = {
  category?: string | undefined
  q?: string | undefined
  sort?: string | undefined
  /** `attribute:value`, as many as are chosen. */
  option?: string[] | undefined
  min?: string | undefined
  max?: string | undefined
  available?: '1' | undefined
  sale?: '1' | undefined
  cursor?: string | undefined
}

export const paths = {
  window: (store: string, search: WindowSearch = {}) => {
    const filled = Object.entries(search).flatMap(([name, value]): [string, string][] =>
      Array.isArray(value) ? value.map((one) => [name, one]) : value ? [[name, value]] : [],
    )
    return `/s/${part(store)}/${filled.length > 0 ? `?${new URLSearchParams(filled).toString()}` : ''}`
  },
  product: (store: string, slug: string) => `/s/${part(store)}/p/${part(slug)}`,
  selection: (store: string) => `/s/${part(store)}/selection`,
  checkout: (code: string) => `/c/${part(code)}`,
}
