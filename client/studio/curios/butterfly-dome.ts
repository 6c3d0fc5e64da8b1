// A blue morpho (paper and pigment, no animal) hovering on a wire under a glass dome.
import * as THREE from 'three'
import { brass, glass, plain, wood } from '../materials.ts'
import { clear, group, hoop, mesh, posed, turned, turnedSmooth, v } from '../shapes.ts'
import { solid } from '../solid.ts'

const wingPaint = solid(
  plain({
    color: '#2a6fd0',
    roughness: 0.36,
    metalness: 0.35,
    iridescence: 1,
    iridescenceIOR: 1.7,
    iridescenceThicknessRange: [180, 320],
    clearcoat: 0.2,
  }),
  `float margin = cloth.x;
   float vein = cloth.y;
   vec3 deep = vec3(0.008, 0.07, 0.32); vec3 pale = vec3(0.07, 0.42, 0.82);
   diffuseColor.rgb = mix(deep, pale, smoothstep(0.1, 0.65, fbm(at * 2.2) * 0.5 + margin * 0.7));
   diffuseColor.rgb *= 1.0 - 0.6 * vein;
   float edge = smoothstep(0.2, 0.1, margin + (fbm(at * 9.0) - 0.5) * 0.09);
   diffuseColor.rgb = mix(diffuseColor.rgb, vec3(0.012, 0.01, 0.012), edge);
   float dots = smoothstep(0.022, 0.012, abs(margin - 0.07)) * smoothstep(0.56, 0.7, noise3(at * 11.0));
   diffuseColor.rgb = mix(diffuseColor.rgb, vec3(0.8, 0.78, 0.7), dots);
   metalnessFactor *= 1.0 - edge; roughnessFactor += edge * 0.3;
   float scale = noise3(vec3(at.xy * 90.0, 1.0)); diffuseColor.rgb *= 0.86 + scale * 0.28; solidHeight = scale * 0.002 - vein * 0.006;`,
)

/** A wing from its outline; uv holds the distance to the margin and the nearness of a vein. */
function wing(outline: [number, number][], veins: number): THREE.BufferGeometry {
  const edge = new THREE.SplineCurve(
    [...outline, outline[0]!].map(([x, y]) => new THREE.Vector2(x, y)),
  ).getPoints(140)
  const position: number[] = []
  const uv: number[] = []
  const indices: number[] = []
  const rings = 40
  edge.forEach(({ x, y }, k) => {
    const t = k / (edge.length - 1)
    for (let r = 0; r <= rings; r++) {
      const s = r / rings
      const vein = Math.max(0, 1 - Math.abs(((t * veins) % 1) - 0.5) * 26 * (0.4 + s)) * (s > 0.12 ? 1 : 0)
      position.push(
        x * s,
        y * s,
        0.1 * Math.sin(s * 2.2) * Math.hypot(x, y) * 0.5 + 0.012 * Math.sin(t * veins * Math.PI * 2) * s,
      )
      uv.push((1 - s) * Math.hypot(x, y), vein)
      if (k > 0 && r > 0) {
        const d = k * (rings + 1) + r
        indices.push(d - rings - 2, d - rings - 1, d, d - rings - 2, d, d - 1)
      }
    }
  })
  const geometry = new THREE.BufferGeometry()
  geometry.setAttribute('position', new THREE.Float32BufferAttribute(position, 3))
  geometry.setAttribute('uv', new THREE.Float32BufferAttribute(uv, 2))
  geometry.setIndex(indices)
  geometry.computeVertexNormals()
  return geometry
}

export function butterflyDome(): THREE.Object3D {
  const metal = brass({ roughness: 0.2, age: 0.3 })
  const fore: [number, number][] = [
    [0, 0.04],
    [0.35, 0.5],
    [0.8, 0.95],
    [1.22, 1.16],
    [1.34, 1.02],
    [1.22, 0.72],
    [1.12, 0.4],
    [1.0, 0.1],
    [0.7, -0.06],
    [0.3, -0.08],
  ]
  const hind: [number, number][] = [
    [0, 0],
    [0.4, 0.0],
    [0.82, 0.0],
    [1.02, -0.26],
    [0.98, -0.6],
    [0.78, -0.86],
    [0.5, -0.98],
    [0.26, -0.82],
    [0.1, -0.4],
  ]
  const half = (): THREE.Group =>
    group(mesh(wing(fore, 9), wingPaint), posed(mesh(wing(hind, 8), wingPaint), { at: [0, -0.02, -0.02] }))
  const right = posed(half(), { turn: [0, -0.5, 0] })
  const left = posed(half(), { turn: [0, 0.5, 0] })
  left.scale.x = -1
  const fur = plain({ color: '#15100c', roughness: 0.9, sheen: 1, sheenColor: new THREE.Color('#4a3a2a') })
  const body = posed(
    mesh(
      turnedSmooth(
        [
          [0.001, 0.42],
          [0.05, 0.38],
          [0.06, 0.3],
          [0.04, 0.26],
          [0.085, 0.16],
          [0.09, 0],
          [0.05, -0.1],
          [0.065, -0.25],
          [0.05, -0.5],
          [0.001, -0.66],
        ],
        60,
        32,
      ),
      fur,
    ),
    { at: [0, 0.02, 0.03] },
  )
  const feelers = [1, -1].map((s) =>
    mesh(
      new THREE.TubeGeometry(
        new THREE.CatmullRomCurve3([v(s * 0.02, 0.42, 0.05), v(s * 0.14, 0.68, 0.14), v(s * 0.3, 0.9, 0.2)]),
        24,
        0.008,
        8,
      ),
      fur,
    ),
  )
  const butterfly = posed(group(left, right, body, ...feelers), {
    at: [0, 2.42, 0.05],
    turn: [-0.5, 0.35, -0.22],
    scale: 0.98,
  })
  const wire = mesh(
    new THREE.TubeGeometry(
      new THREE.CatmullRomCurve3([v(0.05, 0.42, 0), v(0.1, 1.2, -0.12), v(0.0, 2.0, -0.1), v(0, 2.36, 0)]),
      60,
      0.014,
      10,
    ),
    metal,
  )

  const twig = mesh(
    new THREE.TubeGeometry(
      new THREE.CatmullRomCurve3([
        v(-0.75, 0.46, 0.25),
        v(-0.3, 0.58, 0.1),
        v(0.2, 0.52, 0.15),
        v(0.75, 0.75, -0.1),
      ]),
      60,
      0.055,
      14,
    ),
    solid(
      plain({ color: '#4a3524', roughness: 0.9 }),
      `float b = fbm(at * vec3(8.0, 20.0, 20.0)); diffuseColor.rgb *= 0.6 + b * 0.8; solidHeight = b * 0.04;`,
    ),
  )
  const moss = new THREE.InstancedMesh(
    new THREE.SphereGeometry(1, 10, 8),
    solid(
      plain({ color: '#565c38', roughness: 1 }),
      `float m = fbm(at * 5.0); diffuseColor.rgb *= 0.55 + m; solidHeight = m * 0.3;`,
    ),
    420,
  )
  const matrix = new THREE.Matrix4()
  for (let k = 0; k < 420; k++) {
    const angle = k * 2.39996
    const r = Math.sqrt(k / 420) * 1.02
    const size = 0.05 + ((k * 0.618) % 1) * 0.06
    matrix.compose(
      v(Math.cos(angle) * r, 0.4 + 0.14 * (1 - r) + ((k * 0.37) % 1) * 0.05, Math.sin(angle) * r),
      new THREE.Quaternion(),
      v(size * 1.3, size, size * 1.2),
    )
    moss.setMatrixAt(k, matrix)
  }
  moss.castShadow = true
  moss.receiveShadow = true

  const dome = clear(
    turnedSmooth(
      [
        [1.27, 0.34],
        [1.27, 1.2],
        [1.27, 2.2],
        [1.24, 2.7],
        [1.08, 3.2],
        [0.78, 3.52],
        [0.4, 3.68],
        [0.001, 3.72],
      ],
      120,
      128,
    ),
    glass('#f6fffb', 0.03),
    0.15,
  )
  const knob = clear(
    turnedSmooth(
      [
        [0.06, 3.7],
        [0.08, 3.76],
        [0.17, 3.86],
        [0.16, 3.98],
        [0.08, 4.06],
        [0.001, 4.07],
      ],
      40,
      48,
    ),
    glass('#f6fffb', 0.3),
    0.3,
  )
  const base = mesh(
    turned(
      [
        [0, 0.36],
        [1.24, 0.36],
        [1.24, 0.3],
        [1.34, 0.3],
        [1.4, 0.24],
        [1.4, 0.16],
        [1.48, 0.1],
        [1.48, 0],
        [0, 0],
      ],
      0.035,
      128,
    ),
    wood({ light: '#4b2b1a', dark: '#1a0c06', ring: 4 }),
  )
  const rim = posed(mesh(hoop(1.345, 1.28, 0.05, 0.015), metal), { at: [0, 0.325, 0] })
  return posed(group(base, rim, moss, twig, wire, butterfly, dome, knob), { scale: 0.98, at: [0, 0, 0] })
}
