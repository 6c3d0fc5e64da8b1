import type { DemoStore } from './demo-store.ts'
import { lizimportados } from './lizimportados.ts'
import { luxurywatch } from './luxurywatch.ts'
import { monpatisserie } from './monpatisserie.ts'
import { raremagic } from './raremagic.ts'

/** The first is the default one. */
export const demoStores: readonly DemoStore[] = [raremagic, lizimportados, luxurywatch, monpatisserie]
