import { createSignal, For, Show } from 'solid-js'
import { contrastOf } from '../../shared/oklch.ts'
import { defaultTheme, themeColours, typefaces, type Scheme, type StoreTheme } from '../../shared/theme.ts'
import { wearTheme } from '../platform/wear-theme.ts'
import { may, useAdmin } from './admin-context.ts'
import { createStoreSaving } from './create-store-saving.ts'
import { SavingLines } from './saving-lines.tsx'
import { words } from './words.ts'

const text = words.settings.look

/** Two colours and a typeface, and what follows from them, shown while they are chosen. */
export function LookForm() {
  const admin = useAdmin()
  const saving = createStoreSaving()
  const [theme, setTheme] = createSignal<StoreTheme>(admin.store.theme ?? defaultTheme)
  const change = (part: Partial<StoreTheme>) => {
    saving.clear()
    setTheme((before) => ({ ...before, ...part }))
  }
  /** These pages wear the looks of the store as well. */
  const save = async (wanted: StoreTheme | null) => {
    if (!(await saving.save({ theme: wanted }, text.saved))) return
    if (wanted === null) setTheme(defaultTheme)
    wearTheme(wanted)
  }
  const Colour = (field: { part: 'ground' | 'accent'; label: string }) => (
    <label class="colour">
      <input
        type="color"
        value={theme()[field.part]}
        onInput={(event) => change({ [field.part]: event.currentTarget.value })}
      />
      <span>{field.label}</span>
      <code>{theme()[field.part]}</code>
    </label>
  )
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void save(theme())
      }}
    >
      <fieldset disabled={!may(admin, 'admin')}>
        <legend class="visually-hidden">{text.title}</legend>
        <p>{text.lead}</p>
        <div class="colours">
          <Colour part="ground" label={text.ground} />
          <Colour part="accent" label={text.accent} />
        </div>
        <fieldset class="typefaces">
          <legend>{text.typeface}</legend>
          <For each={typefaces}>
            {(typeface) => (
              <label class="check">
                <input
                  type="radio"
                  name="typeface"
                  value={typeface}
                  checked={typeface === theme().typeface}
                  onChange={() => change({ typeface })}
                />
                <span>{text.typefaces[typeface]}</span>
              </label>
            )}
          </For>
        </fieldset>
        <div class="samples" role="group" aria-label={text.preview}>
          <Sample theme={theme()} scheme="light" title={text.day} />
          <Sample theme={theme()} scheme="dark" title={text.night} />
        </div>
        <div class="choices">
          <button type="submit" class="button" data-kind="primary" aria-disabled={saving.isSending()}>
            {text.save}
          </button>
          <Show when={admin.store.theme !== null}>
            <button type="button" class="quiet" onClick={() => void save(null)}>
              {text.reset}
            </button>
          </Show>
        </div>
      </fieldset>
      <SavingLines saving={saving} />
    </form>
  )
}

/** A corner of the window in these colours, with what their contrast comes to. */
function Sample(props: { theme: StoreTheme; scheme: Scheme; title: string }) {
  const colours = () => themeColours(props.theme, props.scheme)
  const ratio = (one: string, other: string) => contrastOf(one, other).toFixed(1).replace('.', ',')
  return (
    <figure
      class="sample"
      data-typeface={props.theme.typeface}
      style={{ background: colours().surface, color: colours().ink }}
    >
      <figcaption style={{ color: colours().muted }}>{props.title}</figcaption>
      <div class="sample-picture" style={{ background: colours().picture }} />
      <p class="sample-name">{text.sampleName}</p>
      <p style={{ color: colours().accentInk }}>{text.sampleNote}</p>
      <span class="sample-button" style={{ background: colours().accent, color: colours().onAccent }}>
        {text.sampleButton}
      </span>
      <p style={{ color: colours().muted }}>
        {text.contrast(ratio(colours().ink, colours().surface), ratio(colours().onAccent, colours().accent))}{' '}
        {colours().accent === props.theme.accent ? text.legible : text.adjusted}
      </p>
    </figure>
  )
}
