import { createSignal, For, Show } from 'solid-js'
import { roles, type Role } from '../../shared/accounts.ts'
import { AddPerson } from './add-person.tsx'
import { may, useAdmin } from './admin-context.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { createPolled } from './create-polled.ts'
import { createSaving } from './create-saving.ts'
import type { Member, Problem } from './merchant-api.ts'
import { StaleLine } from './panes.tsx'
import { SavingLines } from './saving-lines.tsx'
import { words } from './words.ts'

const text = words.people

/** The people of the store. Admins see them, owners change them; the server decides both. */
export function PeoplePage() {
  const admin = useAdmin()
  const saving = createSaving()
  const [leaving, setLeaving] = createSignal<Member | null>(null)
  const list = createPolled({
    of: () => admin.store.slug,
    load: () => admin.api.members(),
    rowKey: 'userId',
    onProblem: admin.hear,
  })
  const members = () => list.value()?.items ?? []
  const isOwner = () => may(admin, 'owner')
  const isLastOwner = (member: Member) =>
    member.role === 'owner' && members().filter((one) => one.role === 'owner').length === 1
  const explain = (refused: Problem) =>
    refused.code === 'conflict' && refused.path === 'role' ? text.lastOwner : undefined

  const changeRole = async (member: Member, field: HTMLSelectElement) => {
    const role = field.value as Role
    const changed = await saving.send(() => admin.api.setMember(member.email, role), {
      said: text.roleSaved(member.name, words.roles[role]),
      explain,
      hear: admin.hear,
    })
    if (!changed) field.value = member.role
    void list.refresh()
  }
  const remove = async (member: Member) => {
    setLeaving(null)
    await saving.send(() => admin.api.removeMember(member.userId), {
      said: text.removed(member.name),
      explain,
      hear: admin.hear,
    })
    void list.refresh()
  }
  return (
    <section class="people" aria-labelledby="people-title">
      <h2 id="people-title">{text.list}</h2>
      <StaleLine problem={list.problem()} readAt={list.readAt()} onRetry={() => void list.refresh()} />
      <ul class="people-list" aria-label={text.list}>
        <For each={members()}>
          {(member) => (
            <li class="person">
              <p class="person-who">
                <b>{member.name}</b>
                <Show when={member.userId === admin.user.id}>
                  <span class="person-mark">{text.you}</span>
                </Show>
                <span class="person-email">{member.email}</span>
              </p>
              <Show when={isOwner()} fallback={<span>{words.roles[member.role]}</span>}>
                <RoleField
                  label={text.roleOf(member.name)}
                  role={member.role}
                  isFixed={isLastOwner(member)}
                  onChange={(field) => void changeRole(member, field)}
                />
                <button
                  type="button"
                  class="quiet"
                  aria-label={text.removeOf(member.name)}
                  disabled={isLastOwner(member)}
                  onClick={() => setLeaving(member)}
                >
                  {text.remove}
                </button>
              </Show>
              <Show when={isOwner() && isLastOwner(member)}>
                <small class="person-note">{text.lastOwner}</small>
              </Show>
            </li>
          )}
        </For>
      </ul>
      <SavingLines saving={saving} />
      <Show when={isOwner()} fallback={<p class="saved">{text.onlyOwners}</p>}>
        <AddPerson onAdded={() => void list.refresh()} />
        <p class="saved">{text.forgotten}</p>
      </Show>
      <Show when={leaving()} keyed>
        {(member) => (
          <ConfirmDialog
            title={text.removeTitle(member.name)}
            lines={[
              text.removeText,
              member.userId === admin.user.id ? text.removeSelf : '',
              member.tokens > 0 ? text.removeTokens(member.tokens) : '',
            ]}
            yes={text.removeYes}
            no={text.removeNo}
            onYes={() => void remove(member)}
            onClose={() => setLeaving(null)}
          />
        )}
      </Show>
    </section>
  )
}

function RoleField(props: {
  label: string
  role: Role
  isFixed: boolean
  onChange: (field: HTMLSelectElement) => void
}) {
  return (
    <select
      class="role"
      aria-label={props.label}
      disabled={props.isFixed}
      onChange={(event) => props.onChange(event.currentTarget)}
    >
      <For each={roles}>
        {(role) => (
          <option value={role} selected={role === props.role}>
            {words.roles[role]}
          </option>
        )}
      </For>
    </select>
  )
}
