/** What of a stored row is to become another; no I/O. */

/** The fields of `wanted` that are given and differ from `stored`. */
export function differences<T extends object>(stored: T, wanted: Partial<T>): Partial<T> {
  const changed: Partial<T> = {}
  for (const key of Object.keys(wanted) as (keyof T)[]) {
    const value = wanted[key]
    if (value !== undefined && !isSame(stored[key], value)) changed[key] = value
  }
  return changed
}

export function isSame(a: unknown, b: unknown): boolean {
  if (a instanceof Date) return typeof b === 'string' && a.getTime() === Date.parse(b)
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((member, i) => isSame(member, b[i]))
  if (typeof a === 'object' && a !== null && typeof b === 'object' && b !== null) {
    const keys = Object.keys(a)
    return (
      keys.length === Object.keys(b).length &&
      keys.every((key) => isSame(Reflect.get(a, key), Reflect.get(b, key)))
    )
  }
  return a === b
}

export const isEmpty = (changes: object): boolean =>
  Object.values(changes).every((value) => value === undefined)

/** Without the fields that are undefined. */
export function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never
}
