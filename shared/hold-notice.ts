/** So long before its end somebody who asked is told that a hold ends. */
export const HOLD_NOTICE_MS = 2 * 60 * 60 * 1000
