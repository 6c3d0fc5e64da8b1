import type spanish from '../es/checkout.ts'

const two = (n: number) => String(n).padStart(2, '0')

const english: typeof spanish = {
  title: (reference) => `Reservation ${reference}`,
  ticket: 'Reservation',
  statuses: {
    pending: 'Kept for you',
    confirmed: 'Confirmed',
    expired: 'Ended',
    cancelled: 'Cancelled',
  },
  keptUntil: (until) => `We keep it for you ${until}.`,
  keptUntilAt: (store, until) => `${store} keeps it for you ${until}.`,
  confirmed: 'The shop has confirmed your order. The conversation continues on WhatsApp.',
  expired: 'The time is over, and what was kept is back in the window.',
  cancelled: 'The reservation was cancelled, and what was kept is back in the window.',
  replaced: 'You exchanged this reservation for another one.',
  toReplacement: 'See the new reservation',
  timeLeft: 'Time left',
  remaining: ({ hours, minutes, seconds }) =>
    hours > 0 ? `${hours} h ${two(minutes)} min` : `${minutes} min ${two(seconds)} s`,
  openWhatsapp: 'Continue on WhatsApp',
  noWhatsapp: 'The shop has no WhatsApp number yet. Send them this link.',
  share: 'Share',
  copied: 'Link copied',
  qr: 'QR code',
  qrLabel: 'QR code with the link to this reservation',
  qrHint: 'Point another phone’s camera at it to open this same reservation.',
  close: 'Close',
  edit: 'Change something',
  cancel: 'Cancel reservation',
  cancelSure: 'Cancel the reservation? What we keep goes back to the window.',
  cancelYes: 'Yes, cancel it',
  cancelNo: 'No, keep it',
  cancelFailed: 'We could not cancel. The reservation stands: try again.',
  tellMe: 'Tell me 2 hours before',
  backToWindow: 'Back to the window',
  chooseAgain: 'Choose again',
  startAnother: 'Start another',
  startAnotherHeld: 'Empties your selection for another reservation. This one stays held at its link.',
  startAnotherOver: 'Empties your selection, to choose anew.',
  lines: 'What is kept',
  total: 'Total',
  saved: 'You save',
  notFound: 'We do not find this reservation. See that the link is whole.',
}
export default english
