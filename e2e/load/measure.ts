/** One line of the table: what was measured, against what, and whether the goal was reached. */
export type Figure = {
  what: string
  baseline: string
  ours: string
  ratio: number | null
  goal: string
  isReached: boolean
}

export type Sides = { baseline: () => Promise<number>; ours: () => Promise<number> }

export type Compared = { baseline: number; ours: number; ratio: number }

/** Both sides in turn, so that a busy machine is busy for both; medians, and the median of the ratios of each round. */
export async function compare(rounds: number, { baseline, ours }: Sides): Promise<Compared> {
  const measured: Compared[] = []
  for (let round = 0; round < rounds; round++) {
    // whoever goes second in one round goes first in the next
    const sides =
      round % 2 === 0 ? [await baseline(), await ours()] : [await ours(), await baseline()].reverse()
    const [theirs = 0, own = 0] = sides
    measured.push({ baseline: theirs, ours: own, ratio: own / theirs })
  }
  return {
    baseline: median(measured.map((round) => round.baseline)),
    ours: median(measured.map((round) => round.ours)),
    ratio: median(measured.map((round) => round.ratio)),
  }
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}

export const perSecond = (value: number): string => `${Math.round(value).toLocaleString('en')}/s`
export const milliseconds = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`

/** The figures as a table for a terminal. */
export function tableOf(figures: Figure[]): string {
  const header = ['what', 'baseline', 'ours', 'ratio', 'goal', 'reached']
  const rows = figures.map((figure) => [
    figure.what,
    figure.baseline,
    figure.ours,
    figure.ratio === null ? '' : `${figure.ratio.toFixed(2)}×`,
    figure.goal,
    figure.isReached ? 'yes' : 'NO',
  ])
  const widths = header.map((name, i) => Math.max(name.length, ...rows.map((row) => (row[i] ?? '').length)))
  return [header, ...rows]
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
