import type { MediaType, PictureReason } from '../../shared/media.ts'

/** What the encoding process is asked, and what it answers; `id` ties the two together. */
export type Task = { id: number; bytes: Uint8Array } & (
  | { kind: 'develop'; isSquare: boolean }
  | { kind: 'encode'; width: number; type: MediaType }
  | ({ kind: 'mount' } & Mount)
  | ({ kind: 'arrange' } & Arrangement)
)
/** A master on a ground of another shape: an app's icon, or the picture that comes with a link. */
export type Mount = {
  width: number
  height: number
  type: 'png' | 'jpeg'
  /** #rrggbb; null: the picture itself, out of focus. */
  ground: string | null
  /** Of the shorter side, on each edge. */
  margin: number
}
/** Several masters on one ground, as a page shows them; each fills its place, what does not fit is cut off. */
export type Arrangement = {
  width: number
  height: number
  /** #rrggbb */
  ground: string
  /** In the order in which the bytes of their masters follow each other. */
  tiles: (Place & { bytes: number })[]
}
export type Place = { left: number; top: number; width: number; height: number }
export type Developed = { master: Buffer; width: number; height: number; thumbhash: string }
export type Reply = { id: number } & (
  { result: Developed | Buffer } | { unreadable: PictureReason } | { fault: string }
)

/** Bytes that are no picture we take. */
export class Unreadable extends Error {
  readonly reason: PictureReason
  constructor(reason: PictureReason, options?: ErrorOptions) {
    super(reason, options)
    this.reason = reason
  }
}
