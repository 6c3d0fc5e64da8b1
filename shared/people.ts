/** Who is in a selection with us: what people say of themselves, and what the server says of them. */

/** What one says of oneself: the hand that lines are signed with, and a name. */
export type Introduction = { hand: string | null; name: string | null }
/** As everybody else hears it from the server. */
export type Present = Introduction & {
  /** Apart from those of everybody else who is here; what somebody without a name is called by. */
  number: number
  /** Which of the palette. */
  colour: number
  /** Came by a link to look. */
  isLooking: boolean
}

export const LONGEST_NAME = 40
/** How many colours there are (client/ui/people.css). */
export const COLOURS = 8

const HAND = /^[\w-]{1,64}$/
export const isHand = (text: unknown): text is string => typeof text === 'string' && HAND.test(text)

/** A name as others are shown it: one line of letters that can be seen; null where nothing is left of it. */
export function shownName(text: string): string | null {
  const seen = text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\s\p{C}]+/gu, ' ')
    // three marks on a letter are more than any language writes
    .replace(/(\p{M}{3})\p{M}+/gu, '$1')
    .trim()
  return [...seen].slice(0, LONGEST_NAME).join('').trim() || null
}

/** The colour of a hand, the same on every phone, where nobody has been given another one. */
export function colourOf(hand: string): number {
  let sum = 0
  for (let i = 0; i < hand.length; i++) sum = (sum * 31 + hand.charCodeAt(i)) >>> 0
  return sum % COLOURS
}
