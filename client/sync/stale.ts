import type { ServerCopy } from './server-copy.ts'

/** The shop has gone on in another generation, and takes nothing of this copy any more. */
export const isStale = (copy: ServerCopy): boolean => copy.is === 'closed' && copy.why === 'stale'
