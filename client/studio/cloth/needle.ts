// Needle and chalk: seams, stitches and pressed edges drawn on the pattern as height and shade.
import * as THREE from 'three'
import type { Flat } from './delaunay.ts'

const pixels = 2048
const reach = 136
const perCm = pixels / reach

export type Chalk = {
  /** A sewn seam: a groove with both lips slightly raised. */
  seam: (path: Flat[], width?: number) => void
  /** Topstitching beside an edge. */
  stitch: (path: Flat[], color?: string) => void
  /** A soft fold or pressed crease. */
  crease: (path: Flat[], width?: number, depth?: number) => void
  /** Tints an area, e.g. where denim is worn. */
  wash: (at: Flat, rx: number, ry: number, lightness: number) => void
}

export type Drawing = { height: THREE.Texture; shade: THREE.Texture }

export function drawing(draw: (chalk: Chalk) => void): Drawing {
  const sheet = (fill: string): CanvasRenderingContext2D => {
    const canvas = document.createElement('canvas')
    canvas.width = canvas.height = pixels
    const context = canvas.getContext('2d')
    if (!context) throw new Error('no 2d canvas')
    context.fillStyle = fill
    context.fillRect(0, 0, pixels, pixels)
    context.lineCap = 'round'
    context.lineJoin = 'round'
    return context
  }
  const height = sheet('#808080')
  const shade = sheet('#ffffff')
  const trace = (
    context: CanvasRenderingContext2D,
    path: Flat[],
    width: number,
    style: string,
    dash: number[] = [],
  ): void => {
    context.beginPath()
    path.forEach(([x, y], k) => {
      const px = (x + reach / 2) * perCm
      const py = (6 - y) * perCm
      if (k === 0) context.moveTo(px, py)
      else context.lineTo(px, py)
    })
    context.setLineDash(dash.map((d) => d * perCm))
    context.lineWidth = width * perCm
    context.strokeStyle = style
    context.stroke()
  }
  draw({
    seam(path, width = 0.9) {
      trace(height, path, width, 'rgba(170,170,170,0.55)')
      trace(height, path, width * 0.5, 'rgba(190,190,190,0.6)')
      trace(height, path, 0.14, 'rgba(20,20,20,0.95)')
      trace(shade, path, 0.5, 'rgba(120,105,95,0.16)')
      trace(shade, path, 0.13, 'rgba(60,45,40,0.5)')
    },
    stitch(path, color) {
      trace(height, path, 0.34, 'rgba(70,70,70,0.5)')
      trace(height, path, 0.13, 'rgba(220,220,220,0.95)', [0.24, 0.3])
      trace(shade, path, 0.3, 'rgba(110,95,85,0.14)')
      trace(shade, path, 0.12, color ?? 'rgba(70,60,55,0.32)', [0.24, 0.3])
    },
    crease(path, width = 1.2, depth = 0.4) {
      for (let k = 5; k > 0; k--)
        trace(height, path, (width * k) / 5, `rgba(225,225,225,${(depth * 0.25).toFixed(3)})`)
    },
    wash([x, y], rx, ry, lightness) {
      shade.save()
      shade.translate((x + reach / 2) * perCm, (6 - y) * perCm)
      shade.scale(rx * perCm, ry * perCm)
      const gradient = shade.createRadialGradient(0, 0, 0, 0, 0, 1)
      gradient.addColorStop(0, `rgba(${lightness > 0 ? '255,255,255' : '0,0,0'},${Math.abs(lightness)})`)
      gradient.addColorStop(1, 'rgba(128,128,128,0)')
      shade.fillStyle = gradient
      shade.fillRect(-1, -1, 2, 2)
      shade.restore()
    },
  })
  const texture = (context: CanvasRenderingContext2D, isColor: boolean): THREE.Texture => {
    const made = new THREE.CanvasTexture(context.canvas)
    made.colorSpace = isColor ? THREE.SRGBColorSpace : THREE.NoColorSpace
    made.repeat.set(1 / reach, 1 / reach)
    made.offset.set(0.5, (reach - 6) / reach)
    made.anisotropy = 8
    return made
  }
  return { height: texture(height, false), shade: texture(shade, true) }
}
