import type spanish from '../es/product.ts'
import { pluralIn } from '../plural.ts'

const plural = pluralIn('pt-BR')
const left = (n: number) => plural(n, { one: `Resta ${n}`, other: `Restam ${n}` })

const portuguese: typeof spanish = {
  soldOutLong: 'Esgotado por enquanto.',
  toOrder: 'Sob encomenda',
  inStock: 'Disponível',
  variant: 'Opção',
  gone: 'esgotado',
  notMade: 'não vem assim',
  notMadeLong: 'Essa combinação não existe',
  chooseFirst: (option) => `Escolha ${option.toLocaleLowerCase()}`,
  tooMany: (available, chosen) =>
    chosen === 0
      ? `${left(available)}: não há tantas.`
      : `${left(available)}, e sua seleção já tem ${chosen}: não há mais.`,
  needsScript: 'Para escolher e reservar aqui é preciso JavaScript.',
  askByWhatsapp: 'Pergunte pelo WhatsApp',
  whenBack: 'Pergunte quando volta',
  whenBackQuestion: (name) => `Olá, quando chega ${name} de novo?`,
  tellMe: 'Me avise quando voltar',
  chooseToTell: (option) => `Escolha ${option.toLocaleLowerCase()} e avisamos quando voltar`,
  quantity: 'Quantidade',
  choose: 'Escolher',
  choosing: 'Escolhendo',
  inSelection: (n) => `Sua seleção já tem ${n}.`,
  seeSelection: 'Ver seleção',
  details: 'Detalhes',
  brand: 'Marca',
  category: 'Categoria',
  weight: 'Peso',
  size: 'Medidas',
  sku: 'Código',
  pictures: 'Fotos',
  share: 'Compartilhar',
  picture: (n, of) => `Foto ${n} de ${of}`,
  place: (n, of) => `${n} de ${of}`,
  enlarge: ', ver maior',
  previousPicture: 'Foto anterior',
  nextPicture: 'Próxima foto',
  nearer: 'Aproximar',
  further: 'Afastar',
  closePicture: 'Fechar',
  heldUntil: (when) => `Está reservado por outra pessoa; pode voltar ${when}.`,
  heldSoon: 'Está reservado por outra pessoa; pode voltar a qualquer momento.',
  heldOwn: (when) => `Está tudo reservado, o seu também; pode voltar ${when}.`,
  related: 'Também na vitrine',
}
export default portuguese
