/** What every page of the shop says. */
import type { Day } from '../../time.ts'
import type spanish from '../es/shop.ts'
import { pluralIn } from '../plural.ts'

const plural = pluralIn('pt-BR')

const dayName = (day: Day) => (day.kind === 'near' ? day.text : `${day.weekday}, ${day.day} de ${day.month},`)

const portuguese: typeof spanish = {
  skipToContent: 'Pular para o conteúdo',
  offline: 'Sem conexão. O que você já abriu continua aqui.',
  pricesOf: (isSlow, day, hour) =>
    `${isSlow ? 'Conexão lenta' : 'Sem conexão'}. Preços ${day === null ? 'das' : `de ${dayName(day)} às`} ${hour}`,
  paused: 'A loja está em pausa: dá para olhar a vitrine, por enquanto sem reservas.',
  languages: 'Idioma',
  search: 'Buscar na vitrine',
  hold: (minutes) =>
    minutes % 60 === 0
      ? `${minutes / 60}\u00a0h`
      : plural(minutes, { one: `${minutes} minuto`, other: `${minutes} minutos` }),
  footer: {
    hours: 'Horário',
    closed: 'fechado',
    promise: (hold) => `Você reserva sem conta e sem pagar: guardamos por ${hold} e seguimos pelo WhatsApp.`,
    write: 'Escreva pelo WhatsApp',
  },
  seeEverything: 'Ver a vitrine toda',
  price: { was: 'antes', now: 'agora', from: 'a partir de' },
  stock: {
    soldOut: 'Esgotado',
    left: (n) => plural(n, { one: `Resta ${n}`, other: `Restam ${n}` }),
  },
  quantity: { less: 'Um a menos', more: 'Um a mais' },
  selection: {
    short: 'Seleção',
    link: (n) =>
      n === 0 ? 'Seleção, vazia' : `Seleção, ${plural(n, { one: `${n} unidade`, other: `${n} unidades` })}`,
  },
  newBuild: { text: 'Há uma versão nova da loja.', take: 'Usar' },
  pending: {
    until: (until) => `Você tem uma reserva ${until}.`,
    see: 'Ver',
    change: 'Mudar',
  },
  notFound: {
    title: 'Não há nada aqui',
    page: 'O link está incompleto, ou o que ele mostrava saiu da vitrine.',
    home: 'Ir para a vitrine',
  },
  closed: {
    title: 'A porta está fechada',
    text: 'A vitrine fechou por enquanto. O que você reservou fica guardado até o prazo.',
  },
  unavailable: {
    title: 'Já voltamos',
    text: 'Não conseguimos ler a vitrine agora. O que você escolheu e reservou está seguro. Tente de novo em um minuto.',
    offlineTitle: 'Sem conexão',
    offlineText: 'O que você escolheu está guardado no seu celular. Tente de novo quando a conexão voltar.',
    ticketText:
      'Não conseguimos trazer sua reserva. Ela segue como estava e aparece aqui quando a conexão voltar.',
    faultTitle: 'Não deu certo',
    faultText: 'Algo falhou do nosso lado. Sua seleção está segura.',
    retry: 'Tentar de novo',
  },
  time: {
    until: (day, hour) => `até ${dayName(day)} às ${hour}`,
    when: (day, hour) => `${dayName(day)} às ${hour}`,
  },
}
export default portuguese
