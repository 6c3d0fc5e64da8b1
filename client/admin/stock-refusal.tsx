import { Show } from 'solid-js'
import { HoldList } from './hold-list.tsx'
import type { Problem } from './merchant-api.ts'
import { problemText } from './problem-text.ts'
import { words } from './words.ts'

const text = words.stock

/** Why the stock or its rules stay as they are, and who holds what stands in the way. */
export function StockRefusal(props: { problem: Problem; belowReserved: string }) {
  const sentence = () => {
    const { code, onHand, holds } = props.problem
    if (code === 'stock-changed') return text.changed(onHand ?? 0)
    if (code === 'stock-below-reserved') return holds?.length ? props.belowReserved : text.belowReservedNow
    return code === 'stock-not-tracked' ? text.notTracked : problemText(props.problem)
  }
  return (
    <div class="refusal">
      <p>{sentence()}</p>
      <Show when={props.problem.holds}>{(holds) => <HoldList holds={holds()} />}</Show>
    </div>
  )
}
