/** Readable lines in the console about what happened to the selection, or to what the phone keeps, and why. */
export const journal = (line: string, about: 'selección' | 'vidriera' = 'selección'): void =>
  // eslint-disable-next-line no-console -- this is the journal
  console.info(`${about}: ${line}`)
