import type { DatabaseError } from 'pg'
import { databaseError } from './database.ts'
import { describeError } from './logger.ts'

export type StartFailure = {
  /** For whoever has started this: what is wrong, and what to do where that is known. */
  sentence: string
  /** Nothing that a sentence could explain: the log gets all of it. */
  isFault: boolean
}

/** Why a start ended, in one sentence. */
export function startFailure(error: unknown): StartFailure {
  const refused = databaseError(error)
  if (refused) return databaseFailure(refused)
  if (!(error instanceof Error)) return { sentence: 'the start failed', isFault: true }
  const { code, path, syscall } = error as NodeJS.ErrnoException
  if (path !== undefined && code !== undefined && syscall !== undefined) {
    const why = fileReasons[code]
    if (why !== undefined) return { sentence: `${path}: ${why}`, isFault: false }
  }
  // what we throw ourselves says it all; a fault of the program is of a class of its own
  return { sentence: describeError(error).message, isFault: error.name !== 'Error' || code !== undefined }
}

const fileReasons: Record<string, string> = {
  EACCES: 'no permission; DATA_DIR must belong to whoever starts this',
  EPERM: 'no permission; DATA_DIR must belong to whoever starts this',
  EROFS: 'the file system can only be read; DATA_DIR must be somewhere else',
  ENOTDIR: 'not a directory; DATA_DIR must be one',
  EEXIST: 'not a directory; DATA_DIR must be one',
  ENOSPC: 'the disk is full',
}

function databaseFailure(error: DatabaseError): StartFailure {
  const { code = '', message } = error
  const known = (sentence: string): StartFailure => ({ sentence: `${sentence}: ${message}`, isFault: false })
  if (code.startsWith('28')) return known('the database does not let us in, see DATABASE_URL and SECRET_KEY')
  if (code === '3D000') return known('there is no such database, see DATABASE_URL')
  if (code === '42501') return known('the role of DATABASE_URL must own the database and may create roles')
  const { message: clean } = describeError(error)
  return { sentence: `the database refuses to be brought up to date (${code}): ${clean}`, isFault: true }
}
