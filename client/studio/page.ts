// What the runner sees of the studio inside the browser.
import { photograph } from './exposure.ts'
import { raremagic } from './curios/shelf.ts'
import { lizimportados } from './garments/rail.ts'
import type { Studio } from './studio.ts'

const stores: Record<string, { studio: Studio; subjects: Record<string, () => import('three').Object3D> }> = {
  raremagic,
  lizimportados,
}

type Order = { store: string; name: string; width: number; frames: number }

export function shots(): { store: string; name: string }[] {
  return Object.entries(stores).flatMap(([store, { subjects }]) =>
    Object.keys(subjects).map((name) => ({ store, name })),
  )
}

export function shoot({ store, name, width, frames }: Order): string {
  const chosen = stores[store]
  const subject = chosen?.subjects[name]
  if (!chosen || !subject) throw new Error(`no subject ${store}/${name}`)
  return photograph(chosen.studio, subject(), { width, height: (width * 5) / 4, frames })
}

declare global {
  var studio: { shots: typeof shots; shoot: typeof shoot }
}
