// A moon for the desk: craters pressed into plaster, cradled in a brass half-meridian.
import * as THREE from 'three'
import { brass, plain, wood } from '../materials.ts'
import { graduations, group, hoop, mesh, posed, turned, turnedSmooth } from '../shapes.ts'
import { solid } from '../solid.ts'

/** A seeded scatter, so that the moon is the same moon every time. */
function scatter(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296
    return state / 4294967296
  }
}

function moon(radius: number): THREE.BufferGeometry {
  const geometry = new THREE.SphereGeometry(radius, 420, 260)
  const position = geometry.getAttribute('position')
  const next = scatter(11)
  const craters = Array.from({ length: 420 }, () => {
    const up = next() * 2 - 1
    const angle = next() * Math.PI * 2
    const flat = Math.sqrt(1 - up * up)
    return {
      at: new THREE.Vector3(flat * Math.cos(angle), up, flat * Math.sin(angle)),
      size: 0.016 + 0.17 * next() ** 6 + 0.025 * next(),
    }
  })
  const point = new THREE.Vector3()
  const heights: number[] = []
  for (let index = 0; index < position.count; index++) {
    point.fromBufferAttribute(position, index).normalize()
    let lift = 0
    for (const { at, size } of craters) {
      const d = point.distanceTo(at) / size
      if (d > 1.7) continue
      const rim = Math.exp(-((d - 1) ** 2) * 22) * 0.1
      const bowl = d < 1 ? -(1 - d ** 3) * 0.16 : 0
      const skirt = d > 1 ? Math.max(0, 1.7 - d) * 0.03 : 0.02
      lift += (rim + bowl + skirt) * size * (size > 0.08 ? 0.6 : 1)
    }
    heights.push(lift)
    point.multiplyScalar(radius * (1 + lift))
    position.setXYZ(index, point.x, point.y, point.z)
  }
  geometry.setAttribute(
    'uv',
    new THREE.Float32BufferAttribute(
      heights.flatMap((lift) => [lift, 0]),
      2,
    ),
  )
  geometry.computeVertexNormals()
  return geometry
}

export function moonGlobe(): THREE.Object3D {
  const metal = brass({ roughness: 0.2 })
  const plaster = solid(
    plain({ color: '#d9d3c4', roughness: 0.8 }),
    `float sea = smoothstep(0.47, 0.60, fbm(at * 0.85 + 4.2) * 0.75 + fbm(at * 2.6) * 0.27);
     float dust = fbm(at * 12.0);
     diffuseColor.rgb *= mix(vec3(1.0), vec3(0.42, 0.41, 0.40), sea * 0.85);
     diffuseColor.rgb *= 0.82 + dust * 0.34;
     diffuseColor.rgb *= clamp(1.0 + cloth.x * 22.0, 0.62, 1.28);
     solidHeight = dust * 0.018;`,
  )
  const globe = posed(mesh(moon(1.42), plaster), { turn: [0.5, 2.4, 0.3] })
  const arc = mesh(new THREE.TorusGeometry(1.6, 0.06, 24, 160, Math.PI * 1.06), metal)
  arc.scale.z = 1.5
  const ink = plain({ color: '#20150a', roughness: 0.7 })
  const marks = posed(graduations(91, 1.655, 0.05, ink, { sweep: Math.PI * 1.02 }), {
    turn: [Math.PI / 2, 0, 0],
    at: [0, 0, 0.09],
  })
  const cradle = posed(group(arc, marks), { turn: [0, 0, -Math.PI * 0.53 - 1.15 + 0.18] })
  const pins = [0, Math.PI].map((angle) => {
    const pin = mesh(
      turnedSmooth([
        [0, 0.2],
        [0.05, 0.17],
        [0.09, 0.1],
        [0.05, 0.03],
        [0.04, -0.16],
        [0, -0.16],
      ]),
      metal,
    )
    return posed(group(posed(pin, { at: [0, 1.58, 0] })), { turn: [0, 0, angle - 0.41] })
  })
  const top = posed(group(globe, cradle, ...pins), { at: [0, 2.62, 0] })
  const stem = mesh(
    turned(
      [
        [0, 1.02],
        [0.1, 1.0],
        [0.13, 0.9],
        [0.07, 0.82],
        [0.07, 0.7],
        [0.16, 0.6],
        [0.2, 0.5],
        [0.1, 0.42],
        [0.24, 0.34],
        [0, 0.34],
      ],
      0.03,
    ),
    metal,
  )
  const foot = mesh(
    turned(
      [
        [0, 0.34],
        [0.32, 0.34],
        [0.38, 0.28],
        [0.5, 0.2],
        [0.84, 0.15],
        [0.92, 0.1],
        [1.0, 0.06],
        [1.0, 0],
        [0, 0],
      ],
      0.035,
    ),
    wood({ light: '#4a2d1c', dark: '#1a0d07', ring: 4 }),
  )
  const collar = posed(mesh(hoop(0.5, 0.44, 0.05, 0.015), metal), { at: [0, 0.2, 0] })
  return posed(group(top, stem, foot, collar), { scale: 0.9, turn: [0, -0.35, 0], at: [0.05, 0, 0] })
}
