import { pluralIn } from '../plural.ts'

const plural = pluralIn('es')
const left = (n: number) => plural(n, { one: `Queda ${n}`, other: `Quedan ${n}` })

export default {
  soldOutLong: 'Se agotó por ahora.',
  toOrder: 'Por encargo',
  inStock: 'Disponible',
  variant: 'Opción',
  gone: 'agotado',
  notMade: 'no viene así',
  notMadeLong: 'Esa combinación no viene',
  chooseFirst: (option: string) => `Elegí ${option.toLocaleLowerCase()}`,
  tooMany: (available: number, chosen: number) =>
    chosen === 0
      ? `${left(available)}: no hay tantas.`
      : `${left(available)} y ya tenés ${chosen} en tu selección: no hay más.`,
  needsScript: 'Para elegir y reservar acá hace falta JavaScript.',
  askByWhatsapp: 'Preguntá por WhatsApp',
  whenBack: 'Preguntá cuándo vuelve',
  whenBackQuestion: (name: string) => `Hola, ¿cuándo vuelve ${name}?`,
  tellMe: 'Avisame cuando vuelva',
  chooseToTell: (option: string) => `Elegí ${option.toLocaleLowerCase()} y te avisamos cuando vuelva`,
  quantity: 'Cantidad',
  choose: 'Elegir',
  choosing: 'Eligiendo',
  inSelection: (n: number) => `Ya tenés ${n} en tu selección.`,
  seeSelection: 'Ver selección',
  details: 'Detalles',
  brand: 'Marca',
  category: 'Categoría',
  weight: 'Peso',
  size: 'Medidas',
  sku: 'Código',
  pictures: 'Fotos',
  share: 'Compartir',
  picture: (n: number, of: number) => `Foto ${n} de ${of}`,
  place: (n: number, of: number) => `${n} de ${of}`,
  enlarge: ', ver en grande',
  previousPicture: 'Foto anterior',
  nextPicture: 'Foto siguiente',
  nearer: 'Acercar',
  further: 'Alejar',
  closePicture: 'Cerrar',
  heldUntil: (when: string) => `Lo tiene reservado otra persona; puede liberarse ${when}.`,
  heldSoon: 'Lo tiene reservado otra persona; puede liberarse en cualquier momento.',
  heldOwn: (when: string) => `Está reservado, lo tuyo también; puede liberarse ${when}.`,
  related: 'También en la vidriera',
}
