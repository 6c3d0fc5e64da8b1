import { createSignal } from 'solid-js'
import type { Answer, Problem } from './merchant-api.ts'
import { problemText } from './problem-text.ts'

type Settings<T> = {
  /** What to say when it is done. */
  said: string | ((value: T) => string)
  /** The words for a refusal that this form knows more about; undefined where it does not. */
  explain?: (problem: Problem) => string | undefined
  hear: (problem: Problem) => void
}

/** One form at a time on its way to the server, and what became of it. */
export function createSaving() {
  const [isSending, setSending] = createSignal(false)
  const [said, setSaid] = createSignal('')
  const [refusal, setRefusal] = createSignal('')
  const clear = () => {
    setSaid('')
    setRefusal('')
  }
  return {
    isSending,
    said,
    refusal,
    clear,
    /** Refused before anything was sent. */
    refuse: (text: string) => {
      setSaid('')
      setRefusal(text)
    },
    /** Answers the value, or undefined where it was refused or another press is still on its way. */
    send: async <T>(work: () => Promise<Answer<T>>, settings: Settings<T>): Promise<T | undefined> => {
      if (isSending()) return undefined
      clear()
      setSending(true)
      const answer = await work()
      setSending(false)
      if (answer.ok) {
        setSaid(typeof settings.said === 'string' ? settings.said : settings.said(answer.value))
        return answer.value
      }
      settings.hear(answer.problem)
      setRefusal(settings.explain?.(answer.problem) ?? problemText(answer.problem))
      return undefined
    },
  }
}
export type Saving = ReturnType<typeof createSaving>
