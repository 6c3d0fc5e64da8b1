// A pack of cards with gilt edges, some fanned beside their box. The backs carry a wind rose, no letters.
import * as THREE from 'three'
import { paper, plain } from '../materials.ts'
import { block, group, mesh, posed } from '../shapes.ts'

const wide = 1.5
const tall = 2.3

function back(ground: string, line: string): THREE.Texture {
  const canvas = document.createElement('canvas')
  canvas.width = 900
  canvas.height = 1380
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('no 2d canvas')
  pen.fillStyle = '#e9dfc8'
  pen.fillRect(0, 0, 900, 1380)
  pen.fillStyle = ground
  pen.fillRect(60, 60, 780, 1260)
  pen.strokeStyle = line
  pen.fillStyle = line
  const frame = (inset: number, width: number): void => {
    pen.lineWidth = width
    pen.strokeRect(inset, inset, 900 - inset * 2, 1380 - inset * 2)
  }
  frame(84, 5)
  frame(98, 2)
  pen.save()
  pen.beginPath()
  pen.rect(100, 100, 700, 1180)
  pen.clip()
  pen.lineWidth = 1.6
  pen.globalAlpha = 0.75
  for (const [cx, cy] of [
    [450, 690],
    [100, 100],
    [800, 100],
    [100, 1280],
    [800, 1280],
  ] as const) {
    for (let r = 0; r < 22; r++) {
      pen.beginPath()
      for (let k = 0; k <= 360; k++) {
        const angle = (k / 360) * Math.PI * 2
        const radius = 26 + r * 15 + 9 * Math.sin(angle * 12 + r * 0.5)
        const [x, y] = [cx + Math.cos(angle) * radius, cy + Math.sin(angle) * radius]
        if (k === 0) pen.moveTo(x, y)
        else pen.lineTo(x, y)
      }
      pen.stroke()
    }
  }
  pen.restore()
  pen.fillStyle = ground
  pen.beginPath()
  pen.arc(450, 690, 196, 0, 7)
  pen.fill()
  pen.lineWidth = 4
  pen.beginPath()
  pen.arc(450, 690, 196, 0, 7)
  pen.stroke()
  pen.fillStyle = line
  for (const [count, long, waist] of [
    [16, 120, 26],
    [8, 150, 34],
    [4, 182, 40],
  ] as const) {
    pen.beginPath()
    for (let k = 0; k < count * 2; k++) {
      const angle = (k / (count * 2)) * Math.PI * 2
      const r = k % 2 ? waist : long
      pen.lineTo(450 + Math.cos(angle) * r, 690 + Math.sin(angle) * r)
    }
    pen.closePath()
    pen.globalAlpha = count === 4 ? 1 : 0.6
    pen.fill()
  }
  const texture = new THREE.CanvasTexture(canvas)
  texture.colorSpace = THREE.SRGBColorSpace
  texture.anisotropy = 8
  return texture
}

function rounded(w: number, h: number, r: number): THREE.Shape {
  const shape = new THREE.Shape()
  shape
    .moveTo(-w / 2 + r, -h / 2)
    .lineTo(w / 2 - r, -h / 2)
    .absarc(w / 2 - r, -h / 2 + r, r, -Math.PI / 2, 0, false)
  shape.lineTo(w / 2, h / 2 - r).absarc(w / 2 - r, h / 2 - r, r, 0, Math.PI / 2, false)
  shape.lineTo(-w / 2 + r, h / 2).absarc(-w / 2 + r, h / 2 - r, r, Math.PI / 2, Math.PI, false)
  shape.lineTo(-w / 2, -h / 2 + r).absarc(-w / 2 + r, -h / 2 + r, r, Math.PI, Math.PI * 1.5, false)
  return shape
}

function card(face: THREE.Material, edge: THREE.Material, thick: number, bow = 0): THREE.Object3D {
  const geometry = new THREE.ExtrudeGeometry(rounded(wide, tall, 0.12), {
    depth: thick,
    bevelEnabled: false,
    curveSegments: 12,
  })
  const position = geometry.getAttribute('position')
  const uv: number[] = []
  for (let k = 0; k < position.count; k++) {
    const [x, y] = [position.getX(k), position.getY(k)]
    uv.push(x / wide + 0.5, y / tall + 0.5)
    position.setZ(k, position.getZ(k) + bow * y * y)
  }
  geometry.setAttribute('uv', new THREE.Float32BufferAttribute(uv, 2))
  const part = new THREE.Mesh(geometry, [face, edge])
  part.castShadow = true
  part.receiveShadow = true
  part.rotation.x = -Math.PI / 2
  return part
}

/** A pack with backs of one colour, beside the box of the other's. */
export function cardDeck(backs = '#1c4435', boxed = { print: '#7b2a20', board: '#6d261d' }): THREE.Object3D {
  const printed = plain({
    map: back(backs, '#dcc48c'),
    roughness: 0.42,
    clearcoat: 0.35,
    clearcoatRoughness: 0.3,
  })
  const gilt = plain({ color: '#d2a24c', roughness: 0.4, metalness: 0.55 })
  const deck = new THREE.Group()
  for (let k = 0; k < 30; k++) {
    deck.add(
      posed(group(card(printed, gilt, 0.0135)), {
        at: [Math.sin(k * 3.1) * 0.008, k * 0.0145, Math.sin(k * 5.7) * 0.01],
        turn: [0, Math.sin(k * 2.3) * 0.012, 0],
      }),
    )
  }
  const fan = new THREE.Group()
  for (let k = 0; k < 9; k++) {
    const angle = 0.5 - k * 0.14
    const spoke = posed(
      group(posed(group(card(printed, gilt, 0.014, 0.006)), { at: [0, 0, -tall * 0.62] })),
      { turn: [0, angle, 0], at: [0, 0.012 + k * 0.019, 0] },
    )
    fan.add(spoke)
  }
  const box = new THREE.Group()
  const board = plain({ map: back(boxed.print, '#dcc48c'), roughness: 0.5 })
  box.add(posed(mesh(block(wide + 0.16, 0.58, tall + 0.16, 0.03), paper(boxed.board)), { at: [0, 0.29, 0] }))
  box.add(
    posed(mesh(new THREE.PlaneGeometry(wide + 0.1, tall + 0.1), board), {
      at: [0, 0.583, 0],
      turn: [-Math.PI / 2, 0, 0],
    }),
  )
  return posed(
    group(
      posed(fan, { at: [0.95, 0, 1.75], turn: [0, -0.02, 0] }),
      posed(deck, { at: [-1.3, 0.0, 0.85], turn: [0, 0.36, 0] }),
      posed(box, { at: [-0.75, 0, -1.75], turn: [0, -0.5, 0] }),
    ),
    { scale: 0.86, at: [-0.28, 0, 0.1] },
  )
}
