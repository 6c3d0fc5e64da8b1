import type { RemovalReason } from '../../../../shared/selection.ts'
import { pluralIn } from '../plural.ts'

const plural = pluralIn('es')

export default {
  title: 'Tu selección',
  opening: 'Abriendo tu selección',
  empty: 'Todavía no elegiste nada.',
  emptyNext: 'Lo que elijas te espera acá, también sin conexión.',
  needsScript: 'Tu selección vive en tu teléfono: para verla hace falta JavaScript.',
  inMemory: 'Tu navegador no guarda datos: la selección dura mientras esta página esté abierta.',
  staleOffline:
    'Para reservar hace falta conexión. Lo que elegiste está guardado y los precios se confirman al volver.',
  staleFault: 'No pudimos leer los precios de hoy. Tu selección está a salvo: probá otra vez en un rato.',
  retry: 'Probar otra vez',
  removedTitle: 'Sacamos de tu selección:',
  unnamed: 'un producto',
  reasons: {
    gone: 'ya no se vende',
    hidden: 'no está en la vidriera por ahora',
    'no-price': 'está sin precio por ahora',
    'sold-out': 'se agotó',
  } satisfies Record<RemovalReason, string>,
  understood: 'Entendido',
  remove: 'Sacar',
  removeNamed: (name: string) => `Sacar ${name}`,
  quantityOf: (name: string) => `Cantidad de ${name}`,
  total: 'Total',
  saved: 'Ahorrás',
  tooFew: (available: number) =>
    available === 0
      ? 'Otros lo tienen reservado.'
      : plural(available, { one: `Solo queda ${available}.`, other: `Solo quedan ${available}.` }),
  freesUp: (when: string) => `Puede volver ${when}.`,
  take: (n: number) => `Llevar ${n}`,
  name: 'Tu nombre',
  note: 'Algo que quieras decir',
  optional: 'opcional',
  reserve: 'Reservar y seguir por WhatsApp',
  rereserve: 'Cambiar la reserva y seguir por WhatsApp',
  reserving: 'Reservando',
  promise: (hold: string) => `Te lo guardamos ${hold} sin que pagues nada y seguimos por WhatsApp.`,
  adjustFirst: 'Ajustá las cantidades marcadas para poder reservar.',
  waitForPrices: 'Esperá un momento: estamos leyendo los precios.',
  startAnotherHint: 'Lo que reserves acá la reemplaza. Si empezás otra, queda guardada en su enlace.',
  startAnother: 'Empezar otra',
  stillKept: (until: string) => `Tu reserva anterior sigue guardada ${until}.`,
  seeKept: 'Ver reserva',
  close: 'Cerrar',
  each: (price: string) => `${price} cada uno`,
  priceChanged: 'Cambió el precio mientras elegías. Nada quedó reservado todavía.',
  acceptPrices: (total: string) => `Seguir con ${total}`,
  shortage: 'No alcanza lo que queda. Nada quedó reservado todavía.',
  takeAvailable: 'Llevar lo que hay',
  processing: (until: string | null) =>
    until === null ? 'Esta selección ya está reservada.' : `Esta selección ya está reservada ${until}.`,
  tooManyHolds: 'Ya tenés varias reservas abiertas. Confirmá o cancelá una y volvé a probar.',
  paused: 'La tienda está en pausa y no toma reservas por ahora. Tu selección queda guardada acá.',
  tooManyUnits: 'Son muchas unidades para una sola reserva. Probá con menos.',
  rateLimited: 'Fueron muchos intentos seguidos. Esperá un minuto y probá otra vez.',
  lost: 'Se cortó la conexión. Tu selección está a salvo y no se reserva dos veces: tocá otra vez.',
  fault: 'No pudimos reservar. Tu selección está a salvo: probá otra vez en un rato.',
}
