/** Which number and colour each person in a room has: nobody else's, as long as there are enough. */
import { COLOURS, colourOf, type Present } from '../../shared/people.ts'

export type Seat = Pick<Present, 'number' | 'colour'>

export class Seats {
  readonly #seats = new Map<string, Seat>()

  /** The one they have, or the lowest number that is free, with the colour of the hand or the next one that is. */
  of(person: string, hand: string | null): Seat {
    const known = this.#seats.get(person)
    if (known) return known
    const taken = [...this.#seats.values()]
    const numbers = new Set(taken.map((seat) => seat.number))
    let number = 1
    while (numbers.has(number)) number++
    const colours = new Set(taken.map((seat) => seat.colour))
    let colour = colourOf(hand ?? String(number))
    for (let n = 0; n < COLOURS && colours.has(colour); n++) colour = (colour + 1) % COLOURS
    const seat = { number, colour }
    this.#seats.set(person, seat)
    return seat
  }

  /**
   * Another process has given this one. Answers who of those here sits elsewhere now. Of two with one number the one whose
   * name comes later gives way, and of two seats of one person the higher one, so that all processes come to the same.
   */
  heard(person: string, { number, colour }: Seat, isHere: (person: string) => boolean): string[] {
    const known = isHere(person) ? this.#seats.get(person) : undefined
    const rivals = [...this.#seats.keys()].filter(
      (other) => other !== person && this.#seats.get(other)?.number === number,
    )
    if (known && (known.number <= number || rivals.some((other) => other < person))) return []
    this.#seats.set(person, { number, colour })
    const away = rivals.filter((other) => other > person && isHere(other))
    for (const other of away) this.#seats.delete(other)
    return known ? [person, ...away] : away
  }

  free(person: string): void {
    this.#seats.delete(person)
  }
}
