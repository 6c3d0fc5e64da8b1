/** Fingers on a picture that fills the screen: pinched, tapped twice, pushed on, thrown away. */
import { createSignal } from 'solid-js'
import { bounded, fitted, isThrown, NEAR, spanOf, WHOLE, zoomedAt, type Point, type Size } from './zoom.ts'

const TAP_PX = 10
const TWICE_MS = 320
const WHEEL_STEP = 0.0022

type Hands = {
  stage: () => HTMLElement
  picture: () => Size
  onStep: (by: 1 | -1) => void
  onThrowAway: () => void
}

export function createHands(hands: Hands) {
  const [view, setView] = createSignal(WHOLE)
  /** How far a whole picture is pushed aside or down, while it is. */
  const [push, setPush] = createSignal<Point>({ x: 0, y: 0 })
  const [isHeld, setHeld] = createSignal(false)
  const fingers = new Map<number, Point>()
  let began = { at: 0, point: { x: 0, y: 0 }, view: WHOLE, distance: 1 }
  let lastTap = { at: 0, point: { x: 0, y: 0 } }

  const look = (next: typeof began.view) => {
    const stage = hands.stage()
    const room = { width: stage.clientWidth, height: stage.clientHeight }
    setView(bounded(next, fitted(hands.picture(), room), room))
  }
  const about = (event: MouseEvent): Point => {
    const box = hands.stage().getBoundingClientRect()
    return { x: event.clientX - box.left - box.width / 2, y: event.clientY - box.top - box.height / 2 }
  }
  const zoom = (scale: number, point: Point = { x: 0, y: 0 }) => look(zoomedAt(view(), point, scale))
  const isNear = () => view().scale > 1.01
  /** Two fingers begin anew whenever one of them comes or goes. */
  const begin = () => {
    const [a, b] = [...fingers.values()]
    if (!a) return
    const span = b ? spanOf(a, b) : { middle: a, distance: 1 }
    began = { at: performance.now(), point: span.middle, view: view(), distance: span.distance }
  }

  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return
    hands.stage().setPointerCapture(event.pointerId)
    fingers.set(event.pointerId, about(event))
    setHeld(true)
    setPush({ x: 0, y: 0 })
    begin()
  }
  const onPointerMove = (event: PointerEvent) => {
    if (!fingers.has(event.pointerId)) return
    fingers.set(event.pointerId, about(event))
    const [a, b] = [...fingers.values()]
    if (!a) return
    const span = b ? spanOf(a, b) : { middle: a, distance: began.distance }
    const moved = { x: span.middle.x - began.point.x, y: span.middle.y - began.point.y }
    if (b || isNear()) {
      const scale = began.view.scale * (span.distance / began.distance)
      const next = zoomedAt(began.view, began.point, scale)
      return look({ scale, x: next.x + moved.x, y: next.y + moved.y })
    }
    const isAside = Math.abs(moved.x) > Math.abs(moved.y)
    setPush(isAside ? { x: moved.x, y: 0 } : { x: 0, y: Math.max(0, moved.y) })
  }
  const onPointerUp = (event: PointerEvent) => {
    if (!fingers.delete(event.pointerId)) return
    if (fingers.size > 0) return begin()
    setHeld(false)
    const pushed = push()
    setPush({ x: 0, y: 0 })
    const tookMs = performance.now() - began.at
    const point = about(event)
    if (Math.hypot(point.x - began.point.x, point.y - began.point.y) < TAP_PX) return tap(point)
    if (isNear()) return
    if (isThrown(pushed.x, tookMs)) hands.onStep(pushed.x < 0 ? 1 : -1)
    else if (isThrown(pushed.y, tookMs)) hands.onThrowAway()
  }
  const tap = (point: Point) => {
    const now = performance.now()
    const isSecond =
      now - lastTap.at < TWICE_MS &&
      Math.hypot(point.x - lastTap.point.x, point.y - lastTap.point.y) < 4 * TAP_PX
    lastTap = { at: isSecond ? 0 : now, point }
    if (isSecond) zoom(isNear() ? 1 : NEAR, point)
  }
  const onPointerCancel = (event: PointerEvent) => {
    fingers.delete(event.pointerId)
    if (fingers.size > 0) return begin()
    setHeld(false)
    setPush({ x: 0, y: 0 })
  }
  const onWheel = (event: WheelEvent) => {
    event.preventDefault()
    zoom(view().scale * Math.exp(-event.deltaY * WHEEL_STEP), about(event))
  }
  return {
    view,
    push,
    isHeld,
    isNear,
    zoom,
    whole: () => setView(WHOLE),
    handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel },
    onWheel,
  }
}
