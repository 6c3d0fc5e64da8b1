import type { StoreTheme } from '../../shared/theme.ts'

/** What the demo stores wear, by slug. */
export const demoThemes: Partial<Record<string, StoreTheme>> = {
  // deep green and bone
  raremagic: { ground: '#f1ecdf', accent: '#1d4a39', typeface: 'editorial' },
  // tomato and cream
  lizimportados: { ground: '#fdf6ea', accent: '#d8391f', typeface: 'grotesk' },
  // graphite and brass
  luxurywatch: { ground: '#26282b', accent: '#a9803a', typeface: 'didone' },
  // rose and butter
  monpatisserie: { ground: '#fbefc9', accent: '#c2406b', typeface: 'soft' },
}
