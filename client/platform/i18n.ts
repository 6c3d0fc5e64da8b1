/** Every word the shop says. One dictionary a language; Spanish of the Río de la Plata is the measure. */
import type { ProductSort } from '../../shared/catalogue.ts'
import type { CheckoutStatus } from '../../shared/checkout.ts'
import type { RemovalReason } from '../../shared/selection.ts'
import type { Day, Remaining } from './time.ts'

const units = (n: number, one: string, many: string) => (n === 1 ? `1 ${one}` : `${n} ${many}`)

const spanish = {
  skipToContent: 'Ir al contenido',
  offline: 'Sin conexión. Podés seguir mirando lo que ya se abrió.',
  back: 'Volver',
  window: {
    categories: 'Categorías',
    everything: 'Todo',
    search: 'Buscar',
    searchLabel: 'Buscar en la vidriera',
    searchPlaceholder: 'Buscar',
    sortLabel: 'Ordenar',
    sorts: {
      featured: 'Destacados',
      newest: 'Lo último',
      'price-asc': 'Menor precio',
      'price-desc': 'Mayor precio',
      name: 'Por nombre',
    } satisfies Record<ProductSort, string>,
    apply: 'Aplicar',
    products: 'Productos',
    more: 'Ver más',
    loadingMore: 'Trayendo más',
    moreFailed: 'No pudimos traer más. Lo que ves sigue acá: probá otra vez.',
    start: 'Ver desde el principio',
    nothingFound: (q: string) => `No encontramos nada para “${q}”.`,
    emptyWindow: 'Todavía no hay nada en esta parte de la vidriera.',
    seeEverything: 'Ver toda la vidriera',
  },
  product: {
    was: 'antes',
    now: 'ahora',
    from: 'desde',
    soldOut: 'Agotado',
    soldOutLong: 'Se agotó por ahora.',
    toOrder: 'Por encargo',
    inStock: 'Disponible',
    left: (n: number) => (n === 1 ? 'Queda 1' : `Quedan ${n}`),
    variant: 'Opción',
    gone: 'agotado',
    notMade: 'no viene así',
    notMadeLong: 'Esa combinación no viene',
    chooseFirst: (option: string) => `Elegí ${option.toLowerCase()}`,
    tooMany: (available: number, chosen: number) =>
      chosen === 0
        ? `${available === 1 ? 'Queda 1' : `Quedan ${available}`}: no hay tantas.`
        : `${available === 1 ? 'Queda 1' : `Quedan ${available}`} y ya tenés ${chosen} en tu selección: no hay más.`,
    needsScript: 'Para elegir y reservar acá hace falta JavaScript.',
    askByWhatsapp: 'Preguntá por WhatsApp',
    quantity: 'Cantidad',
    less: 'Uno menos',
    more: 'Uno más',
    choose: 'Elegir',
    chosen: 'Elegido',
    inSelection: (n: number) => `Ya tenés ${n} en tu selección.`,
    seeSelection: 'Ver selección',
    details: 'Detalles',
    brand: 'Marca',
    category: 'Categoría',
    weight: 'Peso',
    size: 'Medidas',
    sku: 'Código',
    tags: 'Etiquetas',
    pictures: 'Fotos',
    picture: (n: number, of: number) => `Foto ${n} de ${of}`,
  },
  selection: {
    title: 'Tu selección',
    link: (n: number) => `Selección, ${units(n, 'unidad', 'unidades')}`,
    short: 'Selección',
    opening: 'Abriendo tu selección',
    empty: 'Todavía no elegiste nada.',
    emptyNext: 'Lo que elijas te espera acá, también sin conexión.',
    needsScript: 'Tu selección vive en tu teléfono: para verla hace falta JavaScript.',
    inMemory: 'Tu navegador no guarda datos: la selección dura mientras esta página esté abierta.',
    staleOffline: 'Sin conexión: guardamos lo que elegís. Los precios se confirman al volver.',
    staleFault: 'No pudimos leer los precios de hoy. Tu selección está a salvo: probá otra vez en un rato.',
    retry: 'Probar otra vez',
    removedTitle: 'Sacamos de tu selección',
    removedUnnamed: 'un producto',
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
    each: 'c/u',
    subtotal: 'Subtotal',
    discount: 'Ofertas',
    total: 'Total',
    tooFew: (available: number) =>
      available === 0
        ? 'Otros lo tienen reservado.'
        : `Solo ${available === 1 ? 'queda 1' : `quedan ${available}`}.`,
    freesUp: (when: string) => `Puede volver ${when}.`,
    take: (n: number) => `Llevar ${n}`,
    name: 'Tu nombre',
    note: 'Algo que quieras decir',
    optional: 'opcional',
    reserve: 'Reservar y seguir por WhatsApp',
    rereserve: 'Cambiar la reserva y seguir por WhatsApp',
    reserving: 'Reservando',
    promise: (hold: string) => `Te lo guardamos ${hold} sin que pagues nada y seguimos por WhatsApp.`,
    hold: (minutes: number) => (minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} minutos`),
    adjustFirst: 'Ajustá las cantidades marcadas para poder reservar.',
    waitForPrices: 'Esperá un momento: estamos leyendo los precios.',
    priceChanged: 'Cambió el precio mientras elegías. Nada quedó reservado todavía.',
    acceptPrices: (total: string) => `Seguir con ${total}`,
    shortage: 'No alcanza lo que queda. Nada quedó reservado todavía.',
    takeAvailable: 'Llevar lo que hay',
    processing: (until: string) => `Esta selección ya está reservada ${until}.`,
    pending: (until: string) => `Tenés una reserva ${until}.`,
    see: 'Ver',
    change: 'Cambiar',
    tooManyHolds: 'Ya tenés varias reservas abiertas. Confirmá o cancelá una y volvé a probar.',
    tooManyUnits: 'Son muchas unidades para una sola reserva. Probá con menos.',
    rateLimited: 'Fueron muchos intentos seguidos. Esperá un minuto y probá otra vez.',
    lost: 'Se cortó la conexión. Tu selección está a salvo y no se reserva dos veces: tocá otra vez.',
    fault: 'No pudimos reservar. Tu selección está a salvo: probá otra vez en un rato.',
    differsTitle: 'Antes y ahora',
  },
  checkout: {
    title: (reference: string) => `Reserva ${reference}`,
    ticket: 'Reserva',
    statuses: {
      pending: 'Guardado para vos',
      confirmed: 'Confirmado',
      expired: 'Venció',
      cancelled: 'Cancelado',
    } satisfies Record<CheckoutStatus, string>,
    keptUntil: (until: string) => `Te lo guardamos ${until}.`,
    confirmed: 'El comercio confirmó tu pedido. Seguí la conversación por WhatsApp.',
    expired: 'Pasó el tiempo y lo reservado volvió a la vidriera.',
    cancelled: 'La reserva se canceló y lo reservado volvió a la vidriera.',
    replaced: 'Cambiaste esta reserva por otra.',
    timeLeft: 'Tiempo que queda',
    remaining: ({ hours, minutes, seconds }: Remaining) =>
      hours > 0
        ? `${hours} h ${String(minutes).padStart(2, '0')} min`
        : `${minutes} min ${String(seconds).padStart(2, '0')} s`,
    openWhatsapp: 'Seguir por WhatsApp',
    noWhatsapp: 'El comercio todavía no tiene número de WhatsApp. Mandale este enlace.',
    copy: 'Copiar enlace',
    copied: 'Enlace copiado',
    edit: 'Cambiar algo',
    cancel: 'Cancelar reserva',
    cancelSure: '¿Cancelás la reserva? Lo que guardamos vuelve a la vidriera.',
    cancelYes: 'Sí, cancelar',
    cancelNo: 'No, dejarla',
    cancelFailed: 'No pudimos cancelar. La reserva sigue en pie: probá otra vez.',
    backToWindow: 'Volver a la vidriera',
    chooseAgain: 'Elegir otra vez',
    lines: 'Lo reservado',
  },
  notFound: {
    title: 'Acá no hay nada',
    page: 'El enlace está incompleto o lo que buscás ya no está en la vidriera.',
    checkout: 'No encontramos esta reserva. Revisá que el enlace esté completo.',
    home: 'Ir a la vidriera',
  },
  unavailable: {
    title: 'Volvemos en un momento',
    text: 'No podemos leer la vidriera ahora. Lo que elegiste y lo que reservaste está a salvo. Probá otra vez en un minuto.',
    offlineTitle: 'Sin conexión',
    offlineText: 'Lo que elegiste está guardado en tu teléfono. Cuando vuelva la conexión, probá otra vez.',
    faultTitle: 'Esto no salió bien',
    faultText: 'Algo falló de nuestro lado al armar esta página. Tu selección está a salvo.',
    retry: 'Probar otra vez',
  },
  until: (day: Day, hour: string) => `hasta ${dayName(day)} a las ${hour}`,
  when: (day: Day, hour: string) => `${dayName(day)} a las ${hour}`,
}

function dayName(day: Day): string {
  if (day.kind === 'today') return 'hoy'
  if (day.kind === 'tomorrow') return 'mañana'
  return `el ${day.text.replace(',', '')}`
}

/** What a further language has to say, all of it. */
type Dictionary = typeof spanish

/** The words of this page; one language until the next ones are written. */
export const texts: Dictionary = spanish
