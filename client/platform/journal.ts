/** Readable lines in the console about what happened to the selection and why. */
export const journal = (line: string): void => console.info(`selección: ${line}`)
