// Straps: a band swept along the way it takes round the wrist, its stitches, holes and grain.
import * as THREE from 'three'
import { plain } from '../materials.ts'
import { creased, group, mesh } from '../shapes.ts'
import { solid } from '../solid.ts'

/** A way in the plane of the wrist: across is always x. */
export type Way = THREE.CatmullRomCurve3

export const way = (points: [z: number, y: number][]): Way =>
  new THREE.CatmullRomCurve3(
    points.map(([z, y]) => new THREE.Vector3(0, y, z)),
    false,
    'centripetal',
  )

/** From the lugs at six round the wrist to the lugs at twelve. */
export const roundTheWrist = (lugAt: number, lugY = 0.14): Way =>
  way([
    [lugAt - 0.3, lugY + 0.06],
    [lugAt, lugY],
    [lugAt + 0.4, -0.35],
    [2.86, -1.2],
    [2.82, -2.1],
    [2.3, -3.2],
    [1.1, -4.0],
    [0, -4.2],
    [-1.1, -4.0],
    [-2.3, -3.2],
    [-2.82, -2.1],
    [-2.86, -1.2],
    [-lugAt - 0.4, -0.35],
    [-lugAt, lugY],
    [-lugAt + 0.3, lugY + 0.06],
  ])

type Frame = { at: THREE.Vector3; along: THREE.Vector3; out: THREE.Vector3; run: number; t: number }

/** Evenly spaced places on a way, each with its outward direction. */
export function places(along: Way, count: number): Frame[] {
  const length = along.getLength()
  return Array.from({ length: count }, (_, k) => {
    const t = k / (count - 1)
    const tangent = along.getTangentAt(t)
    const out = new THREE.Vector3(1, 0, 0).cross(tangent).normalize()
    return { at: along.getPointAt(t), along: tangent, out: out.negate(), run: t * length, t }
  })
}

type Band = { width: (t: number) => number; thick: (t: number) => number; crown?: number; samples?: number }

/** A padded band: flat against the wrist, domed outside, with rounded edges. Its uv are centimetres. */
export function band(along: Way, { width, thick, crown = 0.35, samples = 220 }: Band): THREE.BufferGeometry {
  const section: [number, number][] = []
  for (let k = 0; k <= 24; k++) {
    const x = -1 + k / 12
    section.push([x, 1 - crown * Math.abs(x) ** 3 - 0.25 * Math.max(0, Math.abs(x) - 0.93) * 14])
  }
  for (let k = 0; k <= 8; k++) section.push([1 - k / 4, k === 0 || k === 8 ? 0.12 : 0])
  section.push(section[0]!)
  const positions: number[] = []
  const uv: number[] = []
  const frames = places(along, samples)
  for (const { at, out, run, t } of frames) {
    for (const [x, lift] of section) {
      const across = (x * width(t)) / 2
      positions.push(across, at.y + out.y * lift * thick(t), at.z + out.z * lift * thick(t))
      uv.push(across, run)
    }
  }
  const index: number[] = []
  const wide = section.length
  for (let row = 0; row + 1 < samples; row++)
    for (let k = 0; k + 1 < wide; k++) {
      const a = row * wide + k
      index.push(a, a + 1, a + wide, a + 1, a + wide + 1, a + wide)
    }
  // both ends closed, as a fan from their middle
  for (const [row, turnIt] of [
    [0, false],
    [samples - 1, true],
  ] as const) {
    const base = positions.length / 3
    const { at, out, run, t } = frames[row]!
    positions.push(0, at.y + out.y * thick(t) * 0.5, at.z + out.z * thick(t) * 0.5)
    uv.push(0, run)
    for (let k = 0; k + 1 < wide; k++) {
      const a = row * wide + k
      index.push(base, turnIt ? a : a + 1, turnIt ? a + 1 : a)
    }
  }
  const geometry = new THREE.BufferGeometry()
  geometry.setAttribute('position', new THREE.Float32BufferAttribute(positions, 3))
  geometry.setAttribute('uv', new THREE.Float32BufferAttribute(uv, 2))
  geometry.setIndex(index)
  return creased(geometry, 0.8)
}

/** Calf: fine grain, darker at the cut edges, lighter where it bends. */
export const calf = (color: string, gloss = 0.5): THREE.MeshPhysicalMaterial =>
  solid(
    plain({ color, roughness: gloss, sheen: 0.15, sheenRoughness: 0.5, sheenColor: new THREE.Color(color) }),
    `float pebble = fbm(vec3(cloth * 14.0, 1.0)); float fine = noise3(vec3(cloth * 42.0, 3.0));
     float worn = fbm(vec3(cloth * 0.9, 7.0));
     float fold = smoothstep(0.55, 0.9, noise3(vec3(cloth.x * 0.8, cloth.y * 9.0, 4.0)));
     diffuseColor.rgb *= 0.8 + pebble * 0.36;
     diffuseColor.rgb = mix(diffuseColor.rgb, diffuseColor.rgb * vec3(1.35, 1.28, 1.2), smoothstep(0.45, 0.75, worn) * 0.6);
     roughnessFactor += (fine - 0.5) * 0.2 - smoothstep(0.5, 0.75, worn) * 0.08;
     solidHeight = pebble * 0.012 + fine * 0.003 - fold * 0.004;`,
  )

/** Calf with three rows of holes either end, for a wrist that sweats at the wheel. */
export const perforated = (color: string): THREE.MeshPhysicalMaterial =>
  solid(
    plain({ color, roughness: 0.52 }),
    `float pebble = fbm(vec3(cloth * 14.0, 1.0));
     float run = min(cloth.y, 15.6 - cloth.y);
     vec2 q = vec2(abs(abs(cloth.x) - 0.22) , fract((run - 0.2) / 0.5) * 0.5 - 0.25);
     float isHole = step(0.7, run) * step(run, 2.7) * (1.0 - smoothstep(0.1, 0.125, length(q)));
     diffuseColor.rgb *= (0.8 + pebble * 0.4) * (1.0 - isHole * 0.93);
     roughnessFactor += isHole * 0.4;
     solidHeight = pebble * 0.01 - isHole * 0.05;`,
  )

/** Alligator-like squares, for the dress watches: pressed calf. */
export const pressed = (color: string): THREE.MeshPhysicalMaterial =>
  solid(
    plain({ color, roughness: 0.34, clearcoat: 0.3, clearcoatRoughness: 0.3 }),
    `vec2 cell = vec2(cloth.x * 2.3 + sin(cloth.y * 2.0) * 0.12, cloth.y * 2.9);
     float row = floor(cell.y); cell.x += 0.5 * mod(row, 2.0) + (noise3(vec3(row, 1.0, 1.0)) - 0.5) * 0.3;
     vec2 q = abs(fract(cell) - 0.5);
     float seam = smoothstep(0.36, 0.5, max(q.x, q.y * 0.96 + 0.02));
     float grain = fbm(vec3(cloth * 12.0, 2.0));
     diffuseColor.rgb *= (1.05 - seam * 0.5) * (0.82 + grain * 0.34);
     roughnessFactor += seam * 0.25;
     solidHeight = -seam * 0.022 + grain * 0.004;`,
  )

/** Vulcanised rubber with the ribs that let a strap stretch over a wetsuit. */
export const rubber = (color: string): THREE.MeshPhysicalMaterial =>
  solid(
    plain({
      color,
      roughness: 0.62,
      sheen: 0.3,
      sheenRoughness: 0.6,
      sheenColor: new THREE.Color('#8d9096'),
    }),
    `float rib = smoothstep(0.1, 0.3, abs(fract(cloth.y * 1.55) - 0.5));
     float isRib = smoothstep(0.5, 1.4, cloth.y) * smoothstep(0.78, 0.72, abs(cloth.x));
     diffuseColor.rgb *= 1.0 - (1.0 - rib) * isRib * 0.45;
     solidHeight = -(1.0 - rib) * isRib * 0.05 + noise3(vec3(cloth * 60.0, 1.0)) * 0.0015;`,
  )

/** Woven in one piece; `stripe` runs along the middle. */
export const webbing = (color: string, stripe = color): THREE.MeshPhysicalMaterial => {
  const middle = new THREE.Color(stripe)
  return solid(
    plain({ color, roughness: 0.95, sheen: 0.6, sheenRoughness: 0.5, sheenColor: new THREE.Color(color) }),
    `vec2 t = vec2(cloth.x * 14.0, cloth.y * 11.0);
     float chevron = abs(fract(t.x * 0.5) - 0.5) * 2.0;
     float weft = 0.5 + 0.5 * sin((t.y + chevron) * 6.2832);
     float isMiddle = step(abs(cloth.x), 0.26);
     diffuseColor.rgb = mix(diffuseColor.rgb, vec3(${middle.r.toFixed(4)}, ${middle.g.toFixed(4)}, ${middle.b.toFixed(4)}), isMiddle);
     diffuseColor.rgb *= 0.72 + 0.36 * weft;
     solidHeight = weft * 0.014;`,
  )
}

type Stitching = {
  along: Way
  width: (t: number) => number
  thick: (t: number) => number
  color: string
  inset?: number
}

/** Two rows of thread, each stitch sunk at its ends. */
export function stitches({ along, width, thick, color, inset = 0.17 }: Stitching): THREE.InstancedMesh {
  const thread = plain({ color, roughness: 0.8 })
  const frames = places(along, Math.round(along.getLength() / 0.27))
  const part = new THREE.InstancedMesh(
    new THREE.CapsuleGeometry(0.026, 0.15, 4, 8),
    thread,
    frames.length * 2,
  )
  const matrix = new THREE.Matrix4()
  const up = new THREE.Vector3(0, 1, 0)
  frames.forEach(({ at, along: tangent, out, t }, k) => {
    for (const side of [0, 1]) {
      const x = (side === 0 ? -1 : 1) * (width(t) / 2 - inset)
      const lift = thick(t) * (1 - 0.35 * Math.abs((2 * x) / width(t)) ** 3) + 0.002
      const place = at.clone().addScaledVector(out, lift).setX(x)
      matrix.compose(
        place,
        new THREE.Quaternion().setFromUnitVectors(up, tangent),
        new THREE.Vector3(1, 1, 1),
      )
      part.setMatrixAt(k * 2 + side, matrix)
    }
  })
  part.castShadow = part.receiveShadow = true
  return part
}

type Leather = {
  lugAt: number
  width?: number
  taper?: number
  material: THREE.Material
  thread?: string
  thick?: number
}

/** A strap on a watch: thick at the lugs, thinner and narrower behind the wrist. */
export function worn({
  lugAt,
  width = 1.96,
  taper = 1.6,
  material,
  thread,
  thick = 0.4,
}: Leather): THREE.Group {
  const along = roundTheWrist(lugAt)
  const behind = (t: number): number => Math.sin(Math.PI * t) ** 0.9
  const wide = (t: number): number => width + (taper - width) * Math.min(1, behind(t) * 1.2)
  const deep = (t: number): number => thick - (thick - 0.24) * Math.min(1, behind(t) * 2.2)
  const strap = group(mesh(band(along, { width: wide, thick: deep }), material))
  if (thread) strap.add(stitches({ along, width: wide, thick: deep, color: thread }))
  return strap
}
