import { For } from 'solid-js'
import type { VisitReport } from '../../shared/analytics.ts'
import { dateFormat, numberText } from '../platform/formats.ts'
import { useAdmin } from './admin-context.ts'
import { visitSteps } from './visits-figures.ts'
import { words } from './words.ts'

const text = words.visits

type Days = VisitReport['days']

/** `sáb 21 nov`: a day without an hour, so no time zone moves it. */
function dayText(day: string, locale: string): string {
  const format = dateFormat(locale, { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' })
  return format.format(new Date(day)).replaceAll(/[.,]/g, '')
}

/** How visits and checkouts went, one above the other, and every number of it for whoever wants to read them. */
export function VisitsByDay(props: { days: Days }) {
  const { store } = useAdmin()
  return (
    <section aria-labelledby="visits-days">
      <h2 id="visits-days">{text.byDay}</h2>
      <div class="day-bars">
        <Bars days={props.days} step="window" />
        <Bars days={props.days} step="checkouts" />
        <p class="day-ends" aria-hidden="true">
          <span>{dayText(props.days[0]?.day ?? '', store.locale)}</span>
          <span>{text.today}</span>
        </p>
      </div>
      <details>
        <summary>{text.table}</summary>
        <DayTable days={props.days} />
      </details>
    </section>
  )
}

function Bars(props: { days: Days; step: 'window' | 'checkouts' }) {
  const { store } = useAdmin()
  const highest = () => props.days.reduce((a, b) => (b[props.step] > a[props.step] ? b : a))
  const most = () => highest()[props.step]
  const number = (n: number) => numberText(n, store.locale)
  const label = () => {
    const what = text.steps[props.step]
    if (most() === 0) return text.noneOf(what)
    return text.most(what, number(most()), dayText(highest().day, store.locale))
  }
  return (
    <>
      <p class="day-what" aria-hidden="true">
        <span>{text.steps[props.step]}</span>
        <span>{most() > 0 && text.upTo(number(most()))}</span>
      </p>
      <svg
        role="img"
        aria-label={label()}
        data-step={props.step}
        viewBox={`0 0 ${props.days.length} 1`}
        preserveAspectRatio="none"
      >
        <For each={props.days}>
          {(day, at) => {
            const height = () => day[props.step] / Math.max(1, most())
            return (
              <rect x={at() + 0.1} width="0.8" y={1 - height()} height={height()}>
                <title>{`${dayText(day.day, store.locale)}: ${number(day[props.step])}`}</title>
              </rect>
            )
          }}
        </For>
      </svg>
    </>
  )
}

/** The newest day first, as it is the one that is asked about. */
function DayTable(props: { days: Days }) {
  const { store } = useAdmin()
  return (
    <table class="figures-table">
      <thead>
        <tr>
          <th scope="col">{text.day}</th>
          <For each={visitSteps}>{(step) => <th scope="col">{text.shortSteps[step]}</th>}</For>
        </tr>
      </thead>
      <tbody>
        <For each={[...props.days].reverse()}>
          {(day) => (
            <tr>
              <th scope="row">{dayText(day.day, store.locale)}</th>
              <For each={visitSteps}>
                {(step) => <td data-zero={day[step] === 0}>{numberText(day[step], store.locale)}</td>}
              </For>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  )
}
