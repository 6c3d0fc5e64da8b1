import type spanish from '../es/checkout.ts'

const two = (n: number) => String(n).padStart(2, '0')

const portuguese: typeof spanish = {
  title: (reference) => `Reserva ${reference}`,
  ticket: 'Reserva',
  statuses: {
    pending: 'Guardado para você',
    confirmed: 'Confirmado',
    expired: 'Venceu',
    cancelled: 'Cancelado',
  },
  keptUntil: (until) => `Guardamos para você ${until}.`,
  keptUntilAt: (store, until) => `${store} guarda para você ${until}.`,
  confirmed: 'A loja confirmou seu pedido. A conversa segue pelo WhatsApp.',
  expired: 'O prazo passou e o que estava reservado voltou à vitrine.',
  cancelled: 'A reserva foi cancelada e o que estava guardado voltou à vitrine.',
  replaced: 'Você trocou esta reserva por outra.',
  toReplacement: 'Ver a reserva nova',
  timeLeft: 'Tempo que resta',
  remaining: ({ hours, minutes, seconds }) =>
    hours > 0 ? `${hours} h ${two(minutes)} min` : `${minutes} min ${two(seconds)} s`,
  openWhatsapp: 'Seguir pelo WhatsApp',
  noWhatsapp: 'A loja ainda não tem número de WhatsApp. Envie este link para ela.',
  share: 'Compartilhar',
  copied: 'Link copiado',
  qr: 'Código QR',
  qrLabel: 'Código QR com o link desta reserva',
  qrHint: 'Aponte a câmera de outro celular e esta mesma reserva se abre.',
  close: 'Fechar',
  edit: 'Mudar algo',
  cancel: 'Cancelar reserva',
  cancelSure: 'Cancelar a reserva? O que guardamos volta à vitrine.',
  cancelYes: 'Sim, cancelar',
  cancelNo: 'Não, manter',
  cancelFailed: 'Não conseguimos cancelar. A reserva continua de pé: tente de novo.',
  tellMe: 'Me avise 2 horas antes',
  backToWindow: 'Voltar à vitrine',
  chooseAgain: 'Escolher outra vez',
  startAnother: 'Começar outra',
  startAnotherHeld: 'Sua seleção fica vazia para outra reserva. Esta continua guardada no link dela.',
  startAnotherOver: 'Sua seleção fica vazia para escolher de novo.',
  lines: 'O que está reservado',
  total: 'Total',
  saved: 'Você economiza',
  notFound: 'Não encontramos esta reserva. Veja se o link está completo.',
}
export default portuguese
