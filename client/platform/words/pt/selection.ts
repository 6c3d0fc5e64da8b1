import type spanish from '../es/selection.ts'
import { pluralIn } from '../plural.ts'

const plural = pluralIn('pt-BR')

const portuguese: typeof spanish = {
  title: 'Sua seleção',
  opening: 'Abrindo sua seleção',
  empty: 'Você ainda não escolheu nada.',
  emptyNext: 'O que você escolher espera aqui, mesmo sem conexão.',
  needsScript: 'Sua seleção vive no seu celular: para vê-la é preciso JavaScript.',
  inMemory: 'Seu navegador não guarda dados: a seleção dura enquanto esta página estiver aberta.',
  keptWhere: {
    unknown: 'Guardada aqui',
    saving: 'Guardando na loja',
    saved: 'Guardada aqui e na loja',
    away: (since) => `Guardada aqui, sem conexão desde as ${since}`,
    closed: 'Guardada aqui; a loja não a recebe por enquanto',
  },
  staleOffline: 'O que você escolheu está guardado. Os preços se confirmam quando a conexão voltar.',
  staleFault: 'Não conseguimos ler os preços de hoje. Sua seleção está segura: tente de novo daqui a pouco.',
  retry: 'Tentar de novo',
  removedTitle: 'Saiu da sua seleção:',
  unnamed: 'um produto',
  reasons: {
    gone: 'não se vende mais',
    hidden: 'fora da vitrine por enquanto',
    'no-price': 'sem preço por enquanto',
    'sold-out': 'esgotou',
  },
  understood: 'Entendi',
  remove: 'Tirar',
  removeNamed: (name) => `Tirar ${name}`,
  quantityOf: (name) => `Quantidade de ${name}`,
  total: 'Total',
  saved: 'Você economiza',
  tooFew: (available) =>
    available === 0
      ? 'Está reservado por outras pessoas.'
      : plural(available, { one: `Só resta ${available}.`, other: `Só restam ${available}.` }),
  freesUp: (when) => `Pode voltar ${when}.`,
  take: (n) => `Levar ${n}`,
  name: 'Seu nome',
  note: 'Algo que queira dizer',
  optional: 'opcional',
  reserve: 'Reservar e seguir pelo WhatsApp',
  rereserve: 'Mudar a reserva e seguir pelo WhatsApp',
  reserving: 'Reservando',
  promise: (hold) => `Guardamos para você por ${hold}, sem pagar nada.`,
  needsConnection: 'Para reservar é preciso conexão.',
  needsPrices: 'Para reservar são precisos os preços de hoje.',
  adjustFirst: 'Ajuste as quantidades marcadas para poder reservar.',
  waitForPrices: 'Um momento: estamos lendo os preços.',
  startAnotherHint:
    'O que você reservar aqui a substitui. Se começar outra, ela continua guardada no link dela.',
  startAnother: 'Começar outra',
  stillKept: (until) => `Sua reserva anterior continua guardada ${until}.`,
  seeKept: 'Ver reserva',
  close: 'Fechar',
  each: (price) => `${price} cada`,
  priceChanged: 'O preço mudou enquanto você escolhia. Nada foi reservado ainda.',
  acceptPrices: (total) => `Seguir com ${total}`,
  shortage: 'O que resta não alcança. Nada foi reservado ainda.',
  takeAvailable: 'Levar o que há',
  processing: (until) =>
    until === null ? 'Esta seleção já está reservada.' : `Esta seleção já está reservada ${until}.`,
  tooManyHolds: 'Você já tem várias reservas abertas. Confirme ou cancele uma e tente de novo.',
  paused: 'A loja está em pausa e não aceita reservas por enquanto. A sua seleção fica guardada aqui.',
  tooManyUnits: 'São muitas unidades para uma reserva só. Tente com menos.',
  rateLimited: 'Foram muitas tentativas seguidas. Espere um minuto e tente de novo.',
  lost: 'A conexão caiu. Sua seleção está segura e não se reserva duas vezes: toque de novo.',
  fault: 'Não conseguimos reservar. Sua seleção está segura: tente de novo daqui a pouco.',
}
export default portuguese
