import type { CheckoutStatus } from '../../../../shared/checkout.ts'
import type { Remaining } from '../../time.ts'

const two = (n: number) => String(n).padStart(2, '0')

export default {
  title: (reference: string) => `Reserva ${reference}`,
  ticket: 'Reserva',
  statuses: {
    pending: 'Guardado para vos',
    confirmed: 'Confirmado',
    expired: 'Venció',
    cancelled: 'Cancelado',
  } satisfies Record<CheckoutStatus, string>,
  keptUntil: (until: string) => `Te lo guardamos ${until}.`,
  keptUntilAt: (store: string, until: string) => `En ${store} te lo guardamos ${until}.`,
  confirmed: 'El comercio confirmó tu pedido. Seguí la conversación por WhatsApp.',
  expired: 'Pasó el tiempo y lo reservado volvió a la vidriera.',
  cancelled: 'La reserva se canceló y lo reservado volvió a la vidriera.',
  replaced: 'Cambiaste esta reserva por otra.',
  toReplacement: 'Ver la reserva nueva',
  timeLeft: 'Tiempo que queda',
  remaining: ({ hours, minutes, seconds }: Remaining) =>
    hours > 0 ? `${hours} h ${two(minutes)} min` : `${minutes} min ${two(seconds)} s`,
  openWhatsapp: 'Seguir por WhatsApp',
  noWhatsapp: 'El comercio todavía no tiene número de WhatsApp. Mandale este enlace.',
  share: 'Compartir',
  copied: 'Enlace copiado',
  qr: 'Código QR',
  qrLabel: 'Código QR con el enlace de esta reserva',
  qrHint: 'Apuntale la cámara de otro teléfono y se abre esta misma reserva.',
  close: 'Cerrar',
  edit: 'Cambiar algo',
  cancel: 'Cancelar reserva',
  cancelSure: '¿Cancelás la reserva? Lo que guardamos vuelve a la vidriera.',
  cancelYes: 'Sí, cancelar',
  cancelNo: 'No, dejarla',
  cancelFailed: 'No pudimos cancelar. La reserva sigue en pie: probá otra vez.',
  tellMe: 'Avisame 2 horas antes',
  backToWindow: 'Volver a la vidriera',
  chooseAgain: 'Elegir otra vez',
  startAnother: 'Empezar otra',
  startAnotherHeld: 'Tu selección queda vacía para otra reserva. Esta sigue guardada en su enlace.',
  startAnotherOver: 'Tu selección queda vacía para elegir de nuevo.',
  lines: 'Lo reservado',
  total: 'Total',
  saved: 'Ahorrás',
  notFound: 'No encontramos esta reserva. Revisá que el enlace esté completo.',
}
