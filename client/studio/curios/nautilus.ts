// A whole nautilus shell, tiger-striped, on a low brass claw stand.
import * as THREE from 'three'
import { brass, plain } from '../materials.ts'
import { group, mesh, posed, turned, v } from '../shapes.ts'
import { solid } from '../solid.ts'

/** A logarithmic spiral swept by a growing ellipse; u runs from the apex to the mouth, w round the whorl. */
function shell(turns: number, growth: number, width: number): THREE.BufferGeometry {
  const around = 96
  const along = 420
  const positions: number[] = []
  const uvs: number[] = []
  const indices: number[] = []
  for (let i = 0; i <= along; i++) {
    const theta = (i / along) * turns * Math.PI * 2
    const size = Math.exp(growth * (theta - turns * Math.PI * 2))
    for (let j = 0; j <= around; j++) {
      const w = (j / around) * Math.PI * 2
      const inner = 0.5 + 0.5 * Math.cos(w)
      const radial = 1.08 * size * Math.cos(w) * (1 - 0.1 * Math.sin(w) ** 2) + 1.02 * size
      const side = width * size * Math.sin(w) * (0.86 + 0.14 * inner)
      const ripple = 1 + 0.0012 * Math.sin(theta * 46) * inner
      const r = Math.max(radial, 0.02 * size) * ripple
      positions.push(Math.cos(theta) * r, Math.sin(theta) * r, side * ripple)
      uvs.push(theta, w)
    }
  }
  for (let i = 0; i < along; i++) {
    for (let j = 0; j < around; j++) {
      const a = i * (around + 1) + j
      indices.push(a, a + around + 1, a + 1, a + 1, a + around + 1, a + around + 2)
    }
  }
  const geometry = new THREE.BufferGeometry()
  geometry.setAttribute('position', new THREE.Float32BufferAttribute(positions, 3))
  geometry.setAttribute('uv', new THREE.Float32BufferAttribute(uvs, 2))
  geometry.setIndex(indices)
  geometry.computeVertexNormals()
  return geometry
}

export function nautilus(): THREE.Object3D {
  const turns = 2.6
  const nacre = solid(
    plain({
      color: '#f0e6d2',
      roughness: 0.3,
      clearcoat: 0.7,
      clearcoatRoughness: 0.18,
      iridescence: 0.5,
      iridescenceIOR: 1.5,
      iridescenceThicknessRange: [200, 420],
    }),
    `float theta = cloth.x; float w = cloth.y;
     float outer = 0.5 + 0.5 * cos(w);
     float left = ${(turns * Math.PI * 2).toFixed(4)} - theta;
     float wob = fbm(vec3(theta * 1.3, cos(w) * 2.0, sin(w) * 2.0)) * 1.5;
     float wave = sin(theta * 11.0 + wob * 3.4 + (1.0 - outer) * 2.6);
     float stripe = smoothstep(0.05, 0.42, wave + (fbm(vec3(theta * 9.0, w * 5.0, 1.0)) - 0.5) * 0.5);
     float fade = smoothstep(1.5, 2.6, left + wob * 0.5) * smoothstep(0.12, 0.42, outer + wob * 0.12);
     float inside = gl_FrontFacing ? 0.0 : 1.0;
     vec3 rust = mix(vec3(0.42, 0.13, 0.045), vec3(0.24, 0.06, 0.025), fbm(vec3(theta * 3.0, w, 0.0)));
     diffuseColor.rgb = mix(diffuseColor.rgb, rust, stripe * fade * (1.0 - inside) * 0.94);
     diffuseColor.rgb = mix(diffuseColor.rgb, diffuseColor.rgb * vec3(1.0, 0.9, 0.76), smoothstep(0.3, 0.7, fbm(at * 2.2)) * 0.5);
     float growthLine = sin(theta * 160.0 + fbm(at * 3.0) * 6.0);
     diffuseColor.rgb *= 1.0 - 0.03 * smoothstep(0.4, 1.0, growthLine);
     solidHeight = growthLine * 0.0005;`,
  )
  const body = mesh(shell(turns, 0.178, 0.82), nacre)
  body.geometry.rotateZ(-turns * Math.PI * 2 + 0.55)
  const metal = brass()
  const stand = new THREE.Group()
  stand.add(
    mesh(
      turned(
        [
          [0, 0.16],
          [0.3, 0.16],
          [0.42, 0.12],
          [0.9, 0.09],
          [1.0, 0.05],
          [1.0, 0],
          [0, 0],
        ],
        0.03,
      ),
      metal,
    ),
  )
  stand.add(
    mesh(
      turned(
        [
          [0, 0.5],
          [0.1, 0.45],
          [0.07, 0.36],
          [0.14, 0.3],
          [0.1, 0.22],
          [0.22, 0.14],
          [0, 0.14],
        ],
        0.03,
      ),
      metal,
    ),
  )
  for (let k = 0; k < 3; k++) {
    const claw = mesh(
      new THREE.TubeGeometry(
        new THREE.CatmullRomCurve3([v(0, 0.42, 0), v(0.35, 0.46, 0), v(0.7, 0.66, 0), v(0.86, 0.98, 0)]),
        40,
        0.045,
        14,
      ),
      metal,
    )
    stand.add(posed(claw, { turn: [0, 0.5 + (k * Math.PI * 2) / 3, 0] }))
  }
  return posed(group(posed(body, { at: [-0.15, 2.28, 0], turn: [0, -0.5, 0], scale: 1.02 }), stand), {
    turn: [0, 0.1, 0],
  })
}
