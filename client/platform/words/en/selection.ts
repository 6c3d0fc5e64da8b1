import type spanish from '../es/selection.ts'
import { pluralIn } from '../plural.ts'

const plural = pluralIn('en')

const english: typeof spanish = {
  title: 'Your selection',
  opening: 'Opening your selection',
  empty: 'Nothing chosen yet.',
  emptyNext: 'What you choose waits for you here, with or without a connection.',
  needsScript: 'Your selection lives on your phone: seeing it needs JavaScript.',
  inMemory: 'Your browser keeps no data: the selection lasts as long as this page is open.',
  staleOffline: 'No connection: what you choose is kept. Prices are confirmed once you are back.',
  staleFault: 'We could not read today’s prices. Your selection is safe: try again in a while.',
  retry: 'Try again',
  removedTitle: 'Taken out of your selection:',
  unnamed: 'one product',
  reasons: {
    gone: 'no longer sold',
    hidden: 'not in the window for now',
    'no-price': 'has no price for now',
    'sold-out': 'sold out',
  },
  understood: 'All right',
  remove: 'Take out',
  removeNamed: (name) => `Take out ${name}`,
  quantityOf: (name) => `Quantity of ${name}`,
  subtotal: 'Subtotal',
  discount: 'Offers',
  total: 'Total',
  tooFew: (available) => (available === 0 ? 'Others are holding it.' : `Only ${available} left.`),
  freesUp: (when) => `It may come back ${when}.`,
  take: (n) => `Take ${n}`,
  name: 'Your name',
  note: 'Anything you want to say',
  optional: 'optional',
  reserve: 'Reserve and go on in WhatsApp',
  rereserve: 'Change the reservation and go on in WhatsApp',
  reserving: 'Reserving',
  promise: (hold) => `We keep it for you for ${hold}. You pay nothing now; we go on in WhatsApp.`,
  hold: (minutes) =>
    minutes % 60 === 0
      ? plural(minutes / 60, { one: `${minutes / 60} hour`, other: `${minutes / 60} hours` })
      : plural(minutes, { one: `${minutes} minute`, other: `${minutes} minutes` }),
  adjustFirst: 'Change the marked quantities, then you can reserve.',
  waitForPrices: 'One moment: we are reading the prices.',
  priceChanged: 'A price changed while you were choosing. Nothing is reserved yet.',
  acceptPrices: (total) => `Go on with ${total}`,
  shortage: 'There is not enough left. Nothing is reserved yet.',
  takeAvailable: 'Take what there is',
  processing: (until) =>
    until === null ? 'This selection is already reserved.' : `This selection is already reserved ${until}.`,
  tooManyHolds: 'You have several reservations open. Confirm or cancel one, then try again.',
  paused: 'The shop is taking a break and no reservations for now. Your selection stays here.',
  tooManyUnits: 'That is a lot for a single reservation. Try with fewer.',
  rateLimited: 'Many attempts in a row. Wait a minute, then try again.',
  lost: 'The connection broke. Your selection is safe and is never reserved twice: tap again.',
  fault: 'We could not reserve. Your selection is safe: try again in a while.',
}
export default english
