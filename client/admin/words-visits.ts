/** Words for what is looked at. */
import type { VisitDays } from './admin-paths.ts'
import type { VisitStep } from './visits-figures.ts'

export const visitWords = {
  daysLabel: 'Cuántos días',
  days: { 7: '7 días', 30: '30 días', 90: '90 días' } satisfies Record<VisitDays, string>,
  title: (days: number) => `Últimos ${days} días`,
  steps: {
    window: 'Visitas',
    product: 'Productos mirados',
    selected: 'Elegidos',
    checkouts: 'Reservas',
    confirmed: 'Ventas',
  } satisfies Record<VisitStep, string>,
  shortSteps: {
    window: 'Visitas',
    product: 'Mirado',
    selected: 'Elegido',
    checkouts: 'Reservas',
    confirmed: 'Ventas',
  } satisfies Record<VisitStep, string>,
  /** Of what a share is: in a hundred, and where there is more than one each, how many for one. */
  ofEach: {
    window: () => '',
    product: (share: string) => `${share} de las visitas`,
    selected: (share: string) => `${share} de los mirados`,
    checkouts: (share: string) => `${share} de los elegidos`,
    confirmed: (share: string) => `${share} de las reservas`,
  } satisfies Record<VisitStep, (share: string) => string>,
  forOne: {
    window: () => '',
    product: (ratio: string) => `${ratio} por visita`,
    selected: (ratio: string) => `${ratio} por mirado`,
    checkouts: (ratio: string) => `${ratio} por elegido`,
    confirmed: (ratio: string) => `${ratio} por reserva`,
  } satisfies Record<VisitStep, (ratio: string) => string>,
  note: 'Contamos veces, no personas: no se sabe quién miró. Los navegadores que piden privacidad no suman.',
  byDay: 'Día por día',
  most: (what: string, n: string, day: string) => `${what}: a lo sumo ${n}, el ${day}`,
  noneOf: (what: string) => `${what}: ninguna en estos días`,
  upTo: (n: string) => `hasta ${n}`,
  today: 'hoy',
  table: 'Ver los números',
  day: 'Día',
  products: 'Lo más mirado',
  product: 'Producto',
  noProducts: 'Nadie abrió un producto en estos días.',
  none: 'En estos días no entró nadie.',
  noneText: 'Compartí el enlace de tu vidriera: cada visita se suma acá sola.',
  off: 'Las visitas no se cuentan: está apagado en los ajustes. Las reservas y las ventas sí.',
  turnOn: 'Cambiarlo en Ajustes',
}
