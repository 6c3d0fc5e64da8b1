import { For } from 'solid-js'
import { roles, type Role } from '../../shared/accounts.ts'
import { words } from './words.ts'

/** One of the roles, each with what it may do. */
export function RoleChoice(props: {
  name: string
  label: string
  role: Role
  onChange: (role: Role) => void
}) {
  return (
    <fieldset class="choice-list">
      <legend>{props.label}</legend>
      <For each={roles.toReversed()}>
        {(role) => (
          <label class="check">
            <input
              type="radio"
              name={props.name}
              value={role}
              checked={role === props.role}
              onChange={() => props.onChange(role)}
            />
            <span>
              {words.roles[role]} <small>{words.roleHints[role]}</small>
            </span>
          </label>
        )}
      </For>
    </fieldset>
  )
}
