/** What every page of the shop says. */
import type { Day } from '../../time.ts'
import type spanish from '../es/shop.ts'
import { pluralIn } from '../plural.ts'

const plural = pluralIn('en')

const dayName = (day: Day) => (day.kind === 'near' ? day.text : `${day.weekday} ${day.day} ${day.month}`)

const english: typeof spanish = {
  skipToContent: 'Skip to content',
  offline: 'No connection. What you have already opened stays open.',
  pricesOf: (isSlow, day, hour) =>
    `${isSlow ? 'Slow connection' : 'No connection'}. Prices from ${day === null ? '' : `${dayName(day)} at `}${hour}`,
  paused: 'The shop is taking a break: have a look around, reservations open again later.',
  languages: 'Language',
  search: 'Search the window',
  hold: (minutes) =>
    minutes % 60 === 0
      ? plural(minutes / 60, { one: `${minutes / 60} hour`, other: `${minutes / 60} hours` })
      : plural(minutes, { one: `${minutes} minute`, other: `${minutes} minutes` }),
  footer: {
    hours: 'Hours',
    closed: 'closed',
    promise: (hold) => `No account, nothing to pay now: we keep it for ${hold} and continue on WhatsApp.`,
    write: 'Write to us on WhatsApp',
  },
  seeEverything: 'See the whole window',
  price: { was: 'was', now: 'now', from: 'from' },
  stock: {
    soldOut: 'Sold out',
    left: (n) => plural(n, { one: `Only ${n} left`, other: `${n} left` }),
  },
  quantity: { less: 'One less', more: 'One more' },
  selection: {
    short: 'Selection',
    link: (n) =>
      n === 0 ? 'Selection, empty' : `Selection, ${plural(n, { one: `${n} item`, other: `${n} items` })}`,
  },
  newBuild: { text: 'There is a newer version of the shop.', take: 'Use it' },
  pending: {
    until: (until) => `You have a reservation ${until}.`,
    see: 'See it',
    change: 'Change it',
  },
  notFound: {
    title: 'Nothing here',
    page: 'The link is missing a piece, or what it led to has left the window.',
    home: 'Go to the window',
  },
  closed: {
    title: 'The shutter is down',
    text: 'The window is closed for now. What you reserved is kept until its time.',
  },
  unavailable: {
    title: 'Back in a moment',
    text: 'We cannot read the window right now. What you chose and what you reserved is safe. Try again in a minute.',
    offlineTitle: 'No connection',
    offlineText: 'What you chose is kept on your phone. Try again once you are back online.',
    ticketText:
      'We could not fetch your reservation. It is as it was: you’ll see it here once the connection is back.',
    faultTitle: 'That did not work',
    faultText: 'Something on our side broke while we made this page. Your selection is safe.',
    retry: 'Try again',
  },
  time: {
    until: (day, hour) => `until ${dayName(day)} at ${hour}`,
    when: (day, hour) => `${day.kind === 'near' ? '' : 'on '}${dayName(day)} at ${hour}`,
  },
}
export default english
