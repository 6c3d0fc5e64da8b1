/** Which combinations of a matrix are looked at: all of them, or so few that every two values still meet. */

type Dimensions = Record<string, readonly unknown[]>
export type Cell<D extends Dimensions> = { [Name in keyof D]: D[Name][number] }

/** All combinations. */
export function everyCell<D extends Dimensions>(dimensions: D): Cell<D>[] {
  return Object.entries(dimensions).reduce<Cell<Dimensions>[]>(
    (cells, [name, values]) => cells.flatMap((cell) => values.map((value) => ({ ...cell, [name]: value }))),
    [{}],
  ) as Cell<D>[]
}

const upTo = (size: number) => Array.from({ length: size }, (_, n) => n)

/**
 * Few combinations in which each value of a dimension meets each value of every other one. Always the same ones. In
 * parameter order (Lei and Tai, 1998): the product of the two longest, to which the others are fitted one by one.
 */
export function pairwise<D extends Dimensions>(dimensions: D): Cell<D>[] {
  const byLength = Object.entries(dimensions).sort(([, a], [, b]) => b.length - a.length)
  const rows = byLength.reduce<number[][]>(
    (rows, [, values], at) =>
      at < 2
        ? rows.flatMap((row) => upTo(values.length).map((value) => [...row, value]))
        : fitted(rows, values.length),
    [[]],
  )
  return rows.map((row) =>
    Object.fromEntries(byLength.map(([name, values], at) => [name, values[row[at] ?? 0]])),
  ) as Cell<D>[]
}

/** The rows with one more column of `size` values, and more rows where these do not suffice. */
function fitted(rows: number[][], size: number): number[][] {
  const pairsOf = (row: number[], value: number) => row.map((other, at) => `${at} ${other} ${value}`)
  const met = new Map(
    rows.flatMap((row) => upTo(size).flatMap((value) => pairsOf(row, value))).map((pair) => [pair, 0]),
  )
  const times = (pair: string) => met.get(pair) ?? 0
  // who has not met yet comes first; then who has met least
  const gain = (row: number[], value: number) =>
    pairsOf(row, value).reduce((sum, pair) => sum + (times(pair) === 0 ? rows.length : -times(pair)), 0)
  const longer = rows.map((row) => {
    const best = upTo(size).reduce((best, value) => (gain(row, value) > gain(row, best) ? value : best))
    for (const pair of pairsOf(row, best)) met.set(pair, times(pair) + 1)
    return [...row, best]
  })
  const missing = [...met.keys()].filter((pair) => times(pair) === 0)
  const width = longer[0]?.length ?? 0
  const added = missing.map((pair) => {
    const [at, other, value] = pair.split(' ').map(Number)
    return upTo(width).map((column) => (column === width - 1 ? value : column === at ? other : 0) ?? 0)
  })
  return [...longer, ...added]
}
