/** Now, for everything the database does not decide. Holds are only ever compared with the database's own time. */
export type Clock = { now: () => Date }

export const systemClock: Clock = { now: () => new Date() }
