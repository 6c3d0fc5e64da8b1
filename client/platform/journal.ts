/** Readable lines in the console about what happened to the selection and why. */
// eslint-disable-next-line no-console -- this is the journal
export const journal = (line: string): void => console.info(`selección: ${line}`)
