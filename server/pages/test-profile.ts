import type { StoreProfile } from '../../shared/store.ts'

/** What the small store of the tests says of itself. */
export const feria: StoreProfile = {
  slug: 'feria',
  name: 'Feria',
  tagline: null,
  locale: 'es-AR',
  currency: 'ARS',
  timeZone: 'America/Argentina/Buenos_Aires',
  whatsapp: null,
  status: 'active',
  hours: null,
  theme: null,
  holdMinutes: 1_440,
}
