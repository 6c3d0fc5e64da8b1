import type spanish from '../es/product.ts'

const left = (n: number) => (n === 0 ? 'None left' : `Only ${n} left`)

const english: typeof spanish = {
  soldOutLong: 'Sold out for now.',
  toOrder: 'Made to order',
  inStock: 'In stock',
  variant: 'Option',
  gone: 'sold out',
  notMade: 'not made this way',
  notMadeLong: 'Not made in that combination',
  chooseFirst: (option) => `Choose ${option.toLocaleLowerCase()}`,
  tooMany: (available, chosen) =>
    chosen === 0
      ? `${left(available)}, fewer than you asked for.`
      : `${left(available)}, and your selection already has ${chosen}.`,
  needsScript: 'Choosing and reserving here needs JavaScript.',
  askByWhatsapp: 'Ask on WhatsApp',
  whenBack: 'Ask when it is back',
  whenBackQuestion: (name) => `Hello, when will you have ${name} again?`,
  tellMe: 'Tell me when it’s back',
  chooseToTell: (option) => `Choose ${option.toLocaleLowerCase()} and we tell you when it’s back`,
  quantity: 'Quantity',
  choose: 'Choose',
  choosing: 'Choosing',
  inSelection: (n) => `Your selection has ${n}.`,
  seeSelection: 'See selection',
  details: 'Details',
  brand: 'Brand',
  category: 'Category',
  weight: 'Weight',
  size: 'Size',
  sku: 'Code',
  pictures: 'Pictures',
  share: 'Share',
  picture: (n, of) => `Picture ${n} of ${of}`,
  place: (n, of) => `${n} of ${of}`,
  enlarge: ', enlarge',
  previousPicture: 'Previous picture',
  nextPicture: 'Next picture',
  nearer: 'Closer',
  further: 'Further away',
  closePicture: 'Close',
  heldUntil: (when) => `Reserved by somebody else; it may be free ${when}.`,
  heldSoon: 'Reserved by somebody else; it may be free any moment.',
  heldOwn: (when) => `All of it is reserved, yours included; it may be free ${when}.`,
  related: 'Also in the window',
}
export default english
