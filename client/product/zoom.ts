/** How near a picture is looked at: plain figures about the middle of where it stands, in pixels. Pure. */
export type Point = { x: number; y: number }
export type Size = { width: number; height: number }
/** `x` and `y`: how far its middle was moved. */
export type View = Point & { scale: number }

export const WHOLE: View = { scale: 1, x: 0, y: 0 }
export const NEAR = 2.5
const NEAREST = 4

/** What a picture takes up where all of it is to be seen. */
export function fitted(picture: Size, stage: Size): Size {
  const scale = Math.min(stage.width / picture.width, stage.height / picture.height)
  return { width: picture.width * scale, height: picture.height * scale }
}

/** No nearer than it has anything to show, and never pushed off the stage. */
export function bounded(view: View, picture: Size, stage: Size): View {
  const scale = Math.min(NEAREST, Math.max(1, view.scale))
  const within = (value: number, whole: number, room: number) => {
    const most = Math.max(0, (whole * scale - room) / 2)
    return Math.min(most, Math.max(-most, value))
  }
  return {
    scale,
    x: within(view.x, picture.width, stage.width),
    y: within(view.y, picture.height, stage.height),
  }
}

/** Nearer or further about a point, which stays under the finger. */
export function zoomedAt(view: View, point: Point, scale: number): View {
  const ratio = scale / view.scale
  return { scale, x: point.x - (point.x - view.x) * ratio, y: point.y - (point.y - view.y) * ratio }
}

/** Between two fingers: their middle, and how far they are apart. */
export const spanOf = (a: Point, b: Point) => ({
  middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 },
  distance: Math.max(1, Math.hypot(a.x - b.x, a.y - b.y)),
})

const FAR_PX = 90
const FAST_PX_PER_MS = 0.45
const LEAST_PX = 24

/** Whether a finger that went this far in that time meant it. */
export const isThrown = (px: number, ms: number): boolean =>
  Math.abs(px) > FAR_PX || (Math.abs(px) > LEAST_PX && Math.abs(px) / Math.max(1, ms) > FAST_PX_PER_MS)
