import { createSignal, For, Show } from 'solid-js'
import { may, useAdmin } from './admin-context.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { createPolled } from './create-polled.ts'
import { createSaving } from './create-saving.ts'
import { MakeToken } from './make-token.tsx'
import type { ApiToken } from './merchant-api.ts'
import { StaleLine } from './panes.tsx'
import { SavingLines } from './saving-lines.tsx'
import { shortTime } from './times.ts'
import { words } from './words.ts'

const text = words.tokens

/** What other systems come in with. Owners alone see it. */
export function TokensPage() {
  const admin = useAdmin()
  return (
    <section class="people" aria-labelledby="tokens-title">
      <h2 id="tokens-title">{text.title}</h2>
      <p>{text.lead}</p>
      <Show when={may(admin, 'owner')} fallback={<p class="saved">{text.onlyOwners}</p>}>
        <Tokens />
      </Show>
    </section>
  )
}

function Tokens() {
  const admin = useAdmin()
  const saving = createSaving()
  const [ending, setEnding] = createSignal<ApiToken | null>(null)
  const list = createPolled({
    of: () => admin.store.slug,
    load: () => admin.api.tokens(),
    onProblem: admin.hear,
  })
  const tokens = () => list.value()?.items
  const when = (at: string) => shortTime(at, list.readAt(), admin.store)

  const revoke = async (token: ApiToken) => {
    setEnding(null)
    await saving.send(() => admin.api.revokeToken(token.id), {
      said: text.revoked(token.name),
      // it was revoked by somebody else meanwhile: that is what was wanted
      explain: (refused) => (refused.code === 'not-found' ? text.revoked(token.name) : undefined),
      hear: admin.hear,
    })
    void list.refresh()
  }
  return (
    <>
      <StaleLine problem={list.problem()} readAt={list.readAt()} onRetry={() => void list.refresh()} />
      <ul class="people-list" aria-label={text.list}>
        <For each={tokens()}>
          {(token) => (
            <li class="person">
              <p class="person-who">
                <b>{token.name}</b>
                <span class="person-mark">{words.roles[token.role]}</span>
                <span class="person-email">
                  {text.by(token.maker)}, {text.made(when(token.createdAt))},{' '}
                  {token.lastUsedAt === null ? text.unused : text.used(when(token.lastUsedAt))}
                </span>
              </p>
              <button
                type="button"
                class="quiet"
                aria-label={text.revokeOf(token.name)}
                onClick={() => setEnding(token)}
              >
                {text.revoke}
              </button>
              <Show when={token.actsAs !== token.role}>
                <small class="person-note">{text.actsAs(words.roles[token.actsAs])}</small>
              </Show>
            </li>
          )}
        </For>
      </ul>
      <Show when={tokens()?.length === 0}>
        <p class="saved">{text.none}</p>
      </Show>
      <SavingLines saving={saving} />
      <MakeToken onMade={() => void list.refresh()} />
      <Show when={ending()} keyed>
        {(token) => (
          <ConfirmDialog
            title={text.revokeTitle(token.name)}
            lines={[text.revokeText]}
            yes={text.revokeYes}
            no={text.revokeNo}
            onYes={() => void revoke(token)}
            onClose={() => setEnding(null)}
          />
        )}
      </Show>
    </>
  )
}
