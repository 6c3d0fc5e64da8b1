/** What every page of the shop says. */
import type { Day } from '../../time.ts'
import { pluralIn } from '../plural.ts'

const plural = pluralIn('es')

const dayName = (day: Day) =>
  day.kind === 'near' ? day.text : `el ${day.weekday} ${day.day} de ${day.month}`

/** Of when a price is. */
const pricesDay = (day: Day | null) => {
  if (day === null) return 'de las'
  return day.kind === 'near' ? `de ${day.text} a las` : `d${dayName(day)} a las`
}

export default {
  skipToContent: 'Ir al contenido',
  offline: 'Sin conexión. Podés seguir mirando lo que ya se abrió.',
  /** `day` is null for today. */
  pricesOf: (isSlow: boolean, day: Day | null, hour: string) =>
    `${isSlow ? 'Conexión lenta' : 'Sin conexión'}. Precios ${pricesDay(day)} ${hour}`,
  paused: 'La tienda está en pausa: podés mirar la vidriera, y por ahora no se reserva.',
  languages: 'Idioma',
  search: 'Buscar en la vidriera',
  /** How long something is kept. */
  hold: (minutes: number) =>
    minutes % 60 === 0
      ? `${minutes / 60}\u00a0h`
      : plural(minutes, { one: `${minutes} minuto`, other: `${minutes} minutos` }),
  footer: {
    hours: 'Horario',
    closed: 'cerrado',
    promise: (hold: string) =>
      `Reservás sin cuenta y sin pagar: te lo guardamos ${hold} y seguimos por WhatsApp.`,
    write: 'Escribinos por WhatsApp',
  },
  seeEverything: 'Ver toda la vidriera',
  price: { was: 'antes', now: 'ahora', from: 'desde' },
  stock: {
    soldOut: 'Agotado',
    left: (n: number) => plural(n, { one: `Queda ${n}`, other: `Quedan ${n}` }),
  },
  quantity: { less: 'Uno menos', more: 'Uno más' },
  selection: {
    short: 'Selección',
    link: (n: number) =>
      n === 0
        ? 'Selección, vacía'
        : `Selección, ${plural(n, { one: `${n} unidad`, other: `${n} unidades` })}`,
  },
  newBuild: { text: 'Hay una versión nueva de la tienda.', take: 'Usarla' },
  pending: {
    until: (until: string) => `Tenés una reserva ${until}.`,
    see: 'Ver',
    change: 'Cambiar',
  },
  notFound: {
    title: 'Acá no hay nada',
    page: 'El enlace está incompleto o lo que buscás ya no está en la vidriera.',
    home: 'Ir a la vidriera',
  },
  closed: {
    title: 'La persiana está baja',
    text: 'Cerró su vidriera por ahora. Lo que reservaste queda guardado hasta su hora.',
  },
  unavailable: {
    title: 'Volvemos en un momento',
    text: 'No podemos leer la vidriera ahora. Lo que elegiste y lo que reservaste está a salvo. Probá otra vez en un minuto.',
    offlineTitle: 'Sin conexión',
    offlineText: 'Lo que elegiste está guardado en tu teléfono. Cuando vuelva la conexión, probá otra vez.',
    ticketText: 'No pudimos traer tu reserva. Sigue como estaba: la ves acá cuando vuelva la conexión.',
    faultTitle: 'Esto no salió bien',
    faultText: 'Algo falló de nuestro lado. Tu selección está a salvo.',
    retry: 'Probar otra vez',
  },
  time: {
    until: (day: Day, hour: string) => `hasta ${dayName(day)} a las ${hour}`,
    when: (day: Day, hour: string) => `${dayName(day)} a las ${hour}`,
  },
}
