import { createSignal, onMount, Show } from 'solid-js'
import { signIn, type Problem } from './merchant-api.ts'
import { problemText } from './problem-text.ts'
import { words } from './words.ts'

/** Shown in place of the page that was asked for, which opens once the sign-in is done. */
export function SignInPage(props: { hasEnded: boolean; onSignedIn: () => void }) {
  const [isSending, setSending] = createSignal(false)
  const [problem, setProblem] = createSignal<Problem | null>(null)
  let email!: HTMLInputElement
  let password!: HTMLInputElement
  onMount(() => email.focus())

  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (isSending()) return
    setSending(true)
    setProblem(null)
    const answer = await signIn(email.value.trim(), password.value)
    setSending(false)
    if (answer.ok) return props.onSignedIn()
    setProblem(answer.problem)
    password.select()
    password.focus()
  }
  return (
    <main id="content" class="sign-in">
      <form onSubmit={(event) => void submit(event)} aria-describedby="sign-in-problem">
        <p class="sign-in-mark">Vidriera</p>
        <h1>{words.signIn.title}</h1>
        <p class="sign-in-lead">{props.hasEnded ? words.signIn.ended : words.signIn.lead}</p>
        <label class="field">
          <span>{words.signIn.email}</span>
          <input ref={email} type="email" name="email" autocomplete="username" required maxlength="254" />
        </label>
        <label class="field">
          <span>{words.signIn.password}</span>
          <input
            ref={password}
            type="password"
            name="password"
            autocomplete="current-password"
            required
            maxlength="128"
          />
        </label>
        <p id="sign-in-problem" class="refusal" role="alert">
          <Show when={problem()}>{(refused) => signInText(refused())}</Show>
        </p>
        <button type="submit" class="button" data-kind="primary" aria-disabled={isSending()}>
          {isSending() ? words.signIn.sending : words.signIn.submit}
        </button>
      </form>
    </main>
  )
}

/** Words for a password that was refused, here and where it is changed. */
export function signInText(problem: Problem): string {
  if (problem.code === 'unauthenticated') return words.signIn.wrong
  if (problem.code === 'invalid-request') return words.signIn.misshapen
  if (problem.code === 'foreign-origin') return words.signIn.unknownAddress
  if (problem.code === 'rate-limited') {
    return words.signIn.limited(Math.max(1, Math.ceil((problem.retryAfterSeconds ?? 60) / 60)))
  }
  return problemText(problem)
}
