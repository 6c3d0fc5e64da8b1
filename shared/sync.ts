/** What phone and server say to each other about a selection, beyond the plain y-websocket protocol. */

/**
 * Sent to who connects with `?ack=1`: how many updates of this connection lie in the database. It is a number and no
 * state vector, because a removal shows in none.
 */
export const ACK_MESSAGE = 100

/** Why a connection is closed. 44xx is a decision, and asking again would not help; what is below 2000 passes. */
export const closeCodes = {
  /** The server restarts. */
  restarting: 1012,
  /** Something is not there for a moment, or this reader cannot keep up. */
  tryAgain: 1013,
  /** The link has been taken back. */
  revoked: 4401,
  /** A link to look was used to write. */
  forbidden: 4403,
  /** There is no such store, or that is no selection. */
  gone: 4404,
  /** The replica belongs to an earlier generation: what it holds is compared and offered, not merged. */
  stale: 4409,
  /** The document would be larger than a selection may be. */
  tooLarge: 4413,
  /** Nothing an honest client sends. */
  invalid: 4422,
  /** A checkout is pending. */
  locked: 4423,
  /** Another device writes under this id of a Yjs client: take a new one and come again. */
  clientTaken: 4424,
  /** More than one connection may say. */
  tooMany: 4429,
} as const
export type CloseReason = keyof typeof closeCodes
