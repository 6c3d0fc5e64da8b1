import { createSignal, For, Index, Show } from 'solid-js'
import type { OpenSpan } from '../../shared/hours.ts'
import { todaysHours, weekdays, type Weekday } from '../../shared/weekdays.ts'
import { may, useAdmin } from './admin-context.ts'
import { createStoreSaving } from './create-store-saving.ts'
import { closedWeek, nextSpan, readHours, shownHours, type HoursFields } from './hours-fields.ts'
import { SavingLines } from './saving-lines.tsx'
import { words } from './words.ts'

const text = words.settings.hours
const MOST_SPANS = 3

/** The week, day by day; nothing at all where the store does not want to say. */
export function HoursForm() {
  const admin = useAdmin()
  const saving = createStoreSaving()
  const [isShown, setShown] = createSignal(admin.store.hours !== null)
  const [week, setWeek] = createSignal<HoursFields>(
    admin.store.hours ? shownHours(admin.store.hours) : closedWeek(),
  )
  const change = (day: Weekday, spans: OpenSpan[]) => {
    saving.clear()
    setWeek((before) => ({ ...before, [day]: spans }))
  }
  const repeatMonday = () => {
    saving.clear()
    setWeek((before) => ({ ...before, tue: before.mon, wed: before.mon, thu: before.mon, fri: before.mon }))
  }
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const hours = isShown() ? readHours(week()) : null
    if (typeof hours === 'string') return saving.refuse(text.wrong(text.days[hours]))
    await saving.save({ hours }, text.saved)
  }
  const today = () => {
    const { hours, timeZone } = admin.store
    if (!hours) return null
    const spans = todaysHours(hours, timeZone, new Date())
    return spans.map(({ from, to }) => `${from} ${text.until} ${to}`).join(', ') || text.closed.toLowerCase()
  }
  return (
    <form onSubmit={(event) => void submit(event)} novalidate>
      <fieldset disabled={!may(admin, 'admin')}>
        <legend class="visually-hidden">{text.title}</legend>
        <label class="check">
          <input
            type="checkbox"
            checked={isShown()}
            onChange={(event) => {
              saving.clear()
              setShown(event.currentTarget.checked)
            }}
          />
          <span>{text.shown}</span>
        </label>
        <Show when={isShown()}>
          <ul class="week">
            <For each={weekdays}>
              {(day) => <Day day={day} spans={week()[day]} onChange={(spans) => change(day, spans)} />}
            </For>
          </ul>
          <button type="button" class="quiet" onClick={repeatMonday}>
            {text.repeat}
          </button>
          <small>{text.midnight}</small>
        </Show>
        <button type="submit" class="button" data-kind="primary" aria-disabled={saving.isSending()}>
          {text.save}
        </button>
      </fieldset>
      <Show when={today()}>{(hours) => <p class="saved">{text.today(hours())}</p>}</Show>
      <SavingLines saving={saving} />
    </form>
  )
}

function Day(props: { day: Weekday; spans: OpenSpan[]; onChange: (spans: OpenSpan[]) => void }) {
  const name = () => text.days[props.day]
  const put = (n: number, change: Partial<OpenSpan>) =>
    props.onChange(props.spans.map((span, index) => (index === n ? { ...span, ...change } : span)))
  return (
    <li class="day">
      <span class="day-name">{name()}</span>
      <div class="day-spans">
        <Index each={props.spans} fallback={<span class="day-closed">{text.closed}</span>}>
          {(span, n) => (
            <span class="span">
              <input
                type="time"
                aria-label={text.from(name())}
                value={span().from}
                onChange={(event) => put(n, { from: event.currentTarget.value })}
              />
              {text.until}
              <input
                type="time"
                aria-label={text.to(name())}
                value={span().to}
                onChange={(event) => put(n, { to: event.currentTarget.value })}
              />
              <button
                type="button"
                class="quiet"
                aria-label={text.removeOf(name(), span().from)}
                onClick={() => props.onChange(props.spans.filter((_, index) => index !== n))}
              >
                {text.remove}
              </button>
            </span>
          )}
        </Index>
      </div>
      <button
        type="button"
        class="quiet"
        aria-label={text.addOf(name())}
        disabled={props.spans.length >= MOST_SPANS}
        onClick={() => props.onChange([...props.spans, nextSpan(props.spans)])}
      >
        {text.add}
      </button>
    </li>
  )
}
