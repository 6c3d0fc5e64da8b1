import { useTexts } from '../platform/i18n.ts'
import { createPageHead } from '../platform/page.ts'
import { useStore } from '../platform/store-context.ts'
import { Counter } from './counter.tsx'
import './selection.css'

/** The selection on a page of its own: opened directly, in another tab, or without a script. */
export default function SelectionPage() {
  const words = useTexts('selection')
  const store = useStore()
  createPageHead(() => ({ title: `${words.title} · ${store().name}`, isPrivate: true }))
  return (
    <section class="selection">
      <h1>{words.title}</h1>
      <p class="without-script">{words.needsScript}</p>
      <Counter />
    </section>
  )
}
