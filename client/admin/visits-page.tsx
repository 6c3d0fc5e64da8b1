import { createMemo, For, Show } from 'solid-js'
import type { VisitReport } from '../../shared/analytics.ts'
import { numberText } from '../platform/formats.ts'
import { useLocation } from '../platform/router.tsx'
import { paths } from '../paths.ts'
import { useAdmin } from './admin-context.ts'
import { adminPaths, visitDays, visitDaysOf, type VisitDays } from './admin-paths.ts'
import { createPolled } from './create-polled.ts'
import type { Answer } from './merchant-api.ts'
import { Filters, StaleLine } from './panes.tsx'
import { VisitsByDay } from './visits-by-day.tsx'
import { VisitsByProduct } from './visits-by-product.tsx'
import { isQuiet, shareOf, totalsOf, visitSteps, type VisitCounts, type VisitStep } from './visits-figures.ts'
import { words } from './words.ts'
import './visits.css'

const text = words.visits

type Shown = { report: VisitReport; isCounting: boolean }

/** What is looked at, and what comes of it. */
export function VisitsPage() {
  const admin = useAdmin()
  const location = useLocation()
  const days = createMemo(() => visitDaysOf(location.search))
  const shown = createPolled({
    of: days,
    load: async (of: VisitDays): Promise<Answer<Shown>> => {
      const [report, settings] = await Promise.all([admin.api.visits(of), admin.api.settings()])
      if (!report.ok) return report
      if (!settings.ok) return settings
      return { ok: true, value: { report: report.value, isCounting: settings.value.countsVisits } }
    },
    rowKey: 'productId',
    onProblem: admin.hear,
  })
  return (
    <div class="visits">
      <Filters label={text.daysLabel} chosen={days()}>
        <For each={visitDays}>
          {(one) => (
            <a
              href={adminPaths.visits(admin.store.slug, one)}
              aria-current={days() === one ? 'true' : undefined}
              data-no-scroll
            >
              {text.days[one]}
            </a>
          )}
        </For>
      </Filters>
      <StaleLine problem={shown.problem()} readAt={shown.readAt()} onRetry={() => void shown.refresh()} />
      <Show when={shown.value()} fallback={<Show when={!shown.problem()}>{<StepGhosts />}</Show>}>
        {(value) => (
          <>
            <Show when={!value().isCounting}>
              <NotCounting />
            </Show>
            <Show when={!isQuiet(value().report)} fallback={<Nothing isCounting={value().isCounting} />}>
              <Steps days={days()} totals={totalsOf(value().report.days)} />
              <VisitsByDay days={value().report.days} />
              <VisitsByProduct products={value().report.products} />
              <p class="visits-note">{text.note}</p>
            </Show>
          </>
        )}
      </Show>
    </div>
  )
}

/** The five numbers, each with what it is of the one before. */
function Steps(props: { days: VisitDays; totals: VisitCounts }) {
  const { store } = useAdmin()
  const share = (step: VisitStep) => {
    const ratio = shareOf(step, props.totals)
    if (ratio === null) return ''
    if (ratio > 1) return text.forOne[step](numberText(ratio, store.locale, { maximumFractionDigits: 1 }))
    return text.ofEach[step](numberText(ratio, store.locale, { style: 'percent' }))
  }
  return (
    <section aria-labelledby="visits-steps">
      <h2 id="visits-steps">{text.title(props.days)}</h2>
      <ol class="steps">
        <For each={visitSteps}>
          {(step) => (
            <li>
              <b data-zero={props.totals[step] === 0}>{numberText(props.totals[step], store.locale)}</b>
              <span>{text.steps[step]}</span>
              <small>{share(step)}</small>
            </li>
          )}
        </For>
      </ol>
    </section>
  )
}

function NotCounting() {
  const { store } = useAdmin()
  return (
    <p class="stale">
      {text.off} <a href={adminPaths.countsVisits(store.slug)}>{text.turnOn}</a>
    </p>
  )
}

function Nothing(props: { isCounting: boolean }) {
  const { store } = useAdmin()
  return (
    <Show when={props.isCounting}>
      <div class="empty">
        <p>{text.none}</p>
        <p>
          {text.noneText} <a href={paths.window(store.slug)}>{words.seeWindow}</a>
        </p>
      </div>
    </Show>
  )
}

/** The numbers still on their way, in the shape they will have. */
const StepGhosts = () => (
  <div class="steps steps-ghosts" aria-hidden="true">
    <For each={visitSteps}>{() => <span />}</For>
  </div>
)
