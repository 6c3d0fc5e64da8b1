import { For, Show } from 'solid-js'
import type { StoreChange } from '../../shared/store.ts'
import { may, useAdmin } from './admin-context.ts'
import { createStoreSaving } from './create-store-saving.ts'
import type { Problem } from './merchant-api.ts'
import { SavingLines } from './saving-lines.tsx'
import { words } from './words.ts'

const text = words.settings.about

/** Who the store is, where it is reached, which language and clock it goes by. */
export function AboutForm() {
  const admin = useAdmin()
  const saving = createStoreSaving()
  const isOwner = () => may(admin, 'owner')
  const locales = () => [...new Set([admin.store.locale, ...Object.keys(text.locales)])]
  let form!: HTMLFormElement

  const read = (): StoreChange => {
    const fields = new FormData(form)
    const field = (name: string) => {
      const value = fields.get(name)
      return typeof value === 'string' ? value.trim() : ''
    }
    return {
      name: field('name'),
      tagline: field('tagline') || null,
      whatsapp: field('whatsapp').replace(/[\s().-]/g, '') || null,
      locale: field('locale'),
      timeZone: field('timeZone'),
      // a field that is not theirs to change is not sent at all
      ...(isOwner() ? { host: field('host').toLowerCase() || null } : {}),
    }
  }
  const explain = (problem: Problem): string | undefined => {
    if (problem.code === 'conflict') return text.hostTaken
    const wrong = problem.issues?.[0]?.path ?? ''
    const why = problem.code === 'invalid-request' ? text.wrong[wrong] : undefined
    if (why !== undefined) form.querySelector<HTMLInputElement>(`[name="${CSS.escape(wrong)}"]`)?.focus()
    return why
  }
  return (
    <form
      ref={form}
      novalidate
      onInput={saving.clear}
      onSubmit={(event) => {
        event.preventDefault()
        void saving.save(read(), text.saved, explain)
      }}
    >
      <fieldset disabled={!may(admin, 'admin')}>
        <legend class="visually-hidden">{text.title}</legend>
        <Field name="name" label={text.name} value={admin.store.name} maxlength={120} />
        <Field name="tagline" label={text.tagline} value={admin.store.tagline ?? ''} maxlength={200} />
        <Field
          name="whatsapp"
          type="tel"
          label={text.whatsapp}
          hint={text.whatsappHint}
          value={admin.store.whatsapp ?? ''}
          maxlength={30}
        />
        <Field
          name="host"
          label={text.host}
          hint={isOwner() ? text.hostHint : text.hostOwners}
          value={admin.store.host ?? ''}
          maxlength={253}
          isFixed={!isOwner()}
        />
        <label class="field">
          <span>{text.locale}</span>
          <select name="locale">
            <For each={locales()}>
              {(locale) => (
                <option value={locale} selected={locale === admin.store.locale}>
                  {text.locales[locale] ?? locale}
                </option>
              )}
            </For>
          </select>
        </label>
        <Field
          name="timeZone"
          label={text.timeZone}
          value={admin.store.timeZone}
          maxlength={100}
          list="time-zones"
        />
        <datalist id="time-zones">
          <For each={Intl.supportedValuesOf('timeZone')}>{(zone) => <option value={zone} />}</For>
        </datalist>
        <p class="pair">
          <span>{text.currency}</span>
          <span>
            {admin.store.currency} <small>{text.currencyHint}</small>
          </span>
        </p>
        <p class="pair">
          <span>{text.slug}</span>
          <span>
            {admin.store.slug} <small>{text.slugHint}</small>
          </span>
        </p>
        <button type="submit" class="button" data-kind="primary" aria-disabled={saving.isSending()}>
          {text.save}
        </button>
      </fieldset>
      <Show when={!may(admin, 'admin')}>
        <p class="saved">{words.needsAdmin}</p>
      </Show>
      <SavingLines saving={saving} />
    </form>
  )
}

function Field(props: {
  name: string
  label: string
  value: string
  maxlength: number
  hint?: string
  type?: string
  list?: string
  isFixed?: boolean
}) {
  const id = () => `about-${props.name}`
  return (
    <div class="field">
      <label for={id()}>{props.label}</label>
      <input
        id={id()}
        name={props.name}
        type={props.type ?? 'text'}
        value={props.value}
        maxlength={props.maxlength}
        list={props.list}
        autocomplete="off"
        disabled={props.isFixed}
        aria-describedby={props.hint === undefined ? undefined : `${id()}-hint`}
      />
      <Show when={props.hint}>{(hint) => <small id={`${id()}-hint`}>{hint()}</small>}</Show>
    </div>
  )
}
