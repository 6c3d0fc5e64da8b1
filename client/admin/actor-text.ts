import { words } from './words.ts'

/** Who did it, as the log names them: `shopper`, `system`, `user:<id>`, `token:<id>`. */
export function actorText(actor: string, ownId: string): string {
  const [kind, id] = actor.split(':')
  if (kind === 'user') return id === ownId ? words.actors.you : words.actors.member
  if (kind === 'token') return words.actors.token
  return kind === 'shopper' ? words.actors.shopper : words.actors.system
}
