/** Upper bounds in seconds. */
const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

type Series = { counts: Uint32Array; sum: number }

/**
 * A Prometheus histogram of answers by route, method and status. prom-client's own builds a key of all labels on each
 * observation, which alone is a twentieth of answering a 304; here it is three look-ups.
 */
export class Durations {
  readonly name = 'vidriera_http_request_duration_seconds'
  readonly help = 'Time to answer, by route'
  readonly #routes = new Map<string, Map<string, Map<number, Series>>>()

  observe(method: string, route: string, status: number, seconds: number): void {
    const series = inner(
      inner(
        inner(this.#routes, route, () => new Map<string, Map<number, Series>>()),
        method,
        () => new Map<number, Series>(),
      ),
      status,
      () => ({ counts: new Uint32Array(bounds.length + 1), sum: 0 }),
    )
    let slot = 0
    while (slot < bounds.length && seconds > (bounds[slot] ?? 0)) slot++
    series.counts[slot] = (series.counts[slot] ?? 0) + 1
    series.sum += seconds
  }

  /** Lines of the exposition format. */
  text(): string {
    const lines = [`# HELP ${this.name} ${this.help}`, `# TYPE ${this.name} histogram`]
    for (const [route, methods] of this.#routes) {
      for (const [method, statuses] of methods) {
        for (const [status, { counts, sum }] of statuses) {
          const labels = `method="${method}",route="${route}",status="${status}"`
          let total = 0
          for (const [slot, count] of counts.entries()) {
            total += count
            lines.push(`${this.name}_bucket{${labels},le="${bounds[slot] ?? '+Inf'}"} ${total}`)
          }
          lines.push(`${this.name}_sum{${labels}} ${sum}`, `${this.name}_count{${labels}} ${total}`)
        }
      }
    }
    return `${lines.join('\n')}\n`
  }
}

function inner<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key)
  if (value === undefined) map.set(key, (value = make()))
  return value
}
