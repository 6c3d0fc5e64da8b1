// Bracelets: links hinged along the way round the wrist, and a woven mesh.
import * as THREE from 'three'
import { plain } from '../materials.ts'
import { block, group, mesh } from '../shapes.ts'
import { solid } from '../solid.ts'
import { brushed, polished, tones, type Tone } from './metals.ts'
import { band, roundTheWrist } from './strap.ts'

type Piece = { x: number; width: number; metal: THREE.Material; shift?: number; tall?: number }
type Links = {
  lugAt: number
  pitch: number
  thick: number
  pieces: (tone: Tone) => Piece[]
  tone?: Tone
  width?: number
}

const threePiece = (tone: Tone): Piece[] => {
  const satin = brushed(tone, 'z')
  return [
    { x: -0.7, width: 0.6, metal: satin },
    { x: 0, width: 0.74, metal: satin, shift: 0.5, tall: 1.12 },
    { x: 0.7, width: 0.6, metal: satin },
  ]
}

const fivePiece = (tone: Tone): Piece[] => {
  const satin = brushed(tone, 'z')
  const shine = polished(tone)
  return [
    { x: -0.77, width: 0.44, metal: satin },
    { x: -0.37, width: 0.31, metal: shine, shift: 0.5, tall: 1.15 },
    { x: 0, width: 0.37, metal: shine, shift: 0, tall: 1.2 },
    { x: 0.37, width: 0.31, metal: shine, shift: 0.5, tall: 1.15 },
    { x: 0.77, width: 0.44, metal: satin },
  ]
}

function linked({ lugAt, pitch, thick, pieces, tone = 'steel', width = 2 }: Links): THREE.Group {
  const bend = roundTheWrist(lugAt - 0.1, 0.3)
  const length = bend.getLength()
  const count = Math.floor(length / pitch)
  const all = new THREE.Group()
  for (const { x, width: wide, metal, shift = 0, tall = 1 } of pieces(tone)) {
    const link = block(wide * (width / 2), thick * tall, pitch * 0.965, 0.05)
    const row = new THREE.InstancedMesh(link, metal, count)
    const matrix = new THREE.Matrix4()
    const basis = new THREE.Matrix4()
    for (let k = 0; k < count; k++) {
      const t = Math.min(1, ((k + 0.5 + shift) * pitch) / length)
      const tangent = bend.getTangentAt(t)
      const out = new THREE.Vector3(1, 0, 0).cross(tangent).normalize().negate()
      basis.makeBasis(new THREE.Vector3(1, 0, 0), out, tangent.clone().negate())
      const taper = 1 - 0.14 * Math.min(1, Math.sin(Math.PI * t) * 1.3)
      const at = bend.getPointAt(t).addScaledVector(out, thick / 2)
      matrix
        .copy(basis)
        .scale(new THREE.Vector3(taper, 1, 1))
        .setPosition(x * (width / 2) * taper, at.y, at.z)
      row.setMatrixAt(k, matrix)
    }
    row.castShadow = row.receiveShadow = true
    all.add(row)
  }
  return all
}

export const threeLink = (lugAt: number, tone: Tone = 'steel'): THREE.Group =>
  linked({ lugAt, pitch: 0.52, thick: 0.32, pieces: threePiece, tone })

export const fiveLink = (lugAt: number, tone: Tone = 'steel'): THREE.Group =>
  linked({ lugAt, pitch: 0.36, thick: 0.28, pieces: fivePiece, tone })

/** Steel wire woven so fine that it falls like cloth. */
export const woven = (tone: Tone = 'steel'): THREE.MeshPhysicalMaterial =>
  solid(
    plain({ color: tones[tone], metalness: 1, roughness: 0.3 }),
    `vec2 w = cloth * vec2(13.0, 9.0);
     float row = floor(w.y); float lean = mod(row, 2.0) * 0.5;
     vec2 q = fract(vec2(w.x + lean, w.y)) - 0.5;
     float wire = 1.0 - smoothstep(0.1, 0.5, length(q * vec2(1.0, 1.15)));
     float edge = smoothstep(0.93, 0.96, abs(cloth.x) / 0.98);
     wire = mix(wire, 0.9, edge);
     diffuseColor.rgb *= 0.25 + 0.85 * wire;
     solidHeight = wire * 0.03;`,
  )

export function milanese(lugAt: number, tone: Tone = 'steel', width = 1.96): THREE.Group {
  const wide = (t: number): number => width - 0.16 * Math.sin(Math.PI * t)
  return group(
    mesh(band(roundTheWrist(lugAt, 0.2), { width: wide, thick: () => 0.17, crown: 0.12 }), woven(tone)),
  )
}
