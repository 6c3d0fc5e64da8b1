import { For } from 'solid-js'
import type { WindowSearch } from '../paths.ts'

/** What a form of the window has no fields of its own for, so that without a script none of it is lost. */
export const KeptFields = (props: { search: WindowSearch; own: (keyof WindowSearch)[] }) => (
  <For each={keptOf(props.search, [...props.own, 'cursor'])}>
    {([name, value]) => <input type="hidden" name={name} value={value} />}
  </For>
)

const keptOf = (search: WindowSearch, own: string[]): [string, string][] =>
  Object.entries(search).flatMap(([name, value]) =>
    own.includes(name) ? [] : [value ?? []].flat().map((one): [string, string] => [name, one]),
  )
