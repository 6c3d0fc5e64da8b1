// What the runner sees of the studio inside the browser.
import { photograph } from './exposure.ts'
import { raremagic } from './curios/shelf.ts'
import { lizimportados } from './garments/rail.ts'
import { monpatisserie } from './cakes/counter.ts'
import { luxurywatch } from './watches/showcase.ts'
import type { Scene, Studio, Subject } from './studio.ts'

const stores: Record<string, { studio: Studio; subjects: Record<string, Subject> }> = {
  raremagic,
  lizimportados,
  luxurywatch,
  monpatisserie,
}

type Order = { store: string; name: string; width: number; frames: number }

const sceneOf = (subject: Subject): Scene => (typeof subject === 'function' ? { model: subject } : subject)

export function shots(): { store: string; name: string; aspect: number }[] {
  return Object.entries(stores).flatMap(([store, { subjects }]) =>
    Object.entries(subjects).map(([name, subject]) => ({
      store,
      name,
      aspect: sceneOf(subject).aspect ?? 5 / 4,
    })),
  )
}

export function shoot({ store, name, width, frames }: Order): string {
  const chosen = stores[store]
  const subject = chosen?.subjects[name]
  if (!chosen || !subject) throw new Error(`no subject ${store}/${name}`)
  const { model, view, aspect = 5 / 4 } = sceneOf(subject)
  const studio = view ? { ...chosen.studio, camera: { ...chosen.studio.camera, ...view } } : chosen.studio
  return photograph(studio, model(), { width, height: Math.round(width * aspect), frames })
}

declare global {
  var studio: { shots: typeof shots; shoot: typeof shoot }
}
