// Half an amethyst geode: basalt rind, a band of agate, and a hollow lined with violet points.
import * as THREE from 'three'
import { plain } from '../materials.ts'
import { group, mesh, posed } from '../shapes.ts'
import { solid } from '../solid.ts'

const lump = (x: number, y: number, z: number): number =>
  1 +
  0.09 * Math.sin(x * 2.3 + 1) * Math.cos(y * 2.9) +
  0.06 * Math.sin(z * 4.1 + x * 2) +
  0.04 * Math.sin(y * 7 + z * 5) * Math.sin(x * 6)

/** The sawn edge of the stone at an angle round the mouth. */
const mouth = (angle: number): number =>
  1.62 * lump(Math.cos(angle) * 1.2, Math.sin(angle) * 1.5, 0) * (1 + 0.14 * Math.cos(2 * angle + 0.6))

function bowl(scale: number, depth: number, rough: number): THREE.BufferGeometry {
  const position: number[] = []
  const indices: number[] = []
  const [rings, around] = [90, 220]
  for (let r = 0; r <= rings; r++) {
    const lift = (r / rings) * (Math.PI / 2)
    for (let a = 0; a <= around; a++) {
      const angle = (a / around) * Math.PI * 2
      const edge = mouth(angle) * scale
      const bump =
        1 +
        rough *
          0.03 *
          (Math.sin(angle * 5 + lift * 7 + Math.sin(angle * 3)) +
            Math.sin(angle * 14 - lift * 19 + Math.sin(angle * 5) * 2) * 0.5) *
          Math.min(1, lift * 5)
      const radius = edge * Math.cos(lift) * (r === 0 ? 1 : bump)
      position.push(
        Math.cos(angle) * radius,
        Math.sin(angle) * radius,
        -depth * Math.sin(lift) * (r === 0 ? 1 : bump),
      )
      if (r > 0 && a > 0) {
        const d = r * (around + 1) + a
        indices.push(d - around - 2, d - around - 1, d, d - around - 2, d, d - 1)
      }
    }
  }
  const geometry = new THREE.BufferGeometry()
  geometry.setAttribute('position', new THREE.Float32BufferAttribute(position, 3))
  geometry.setIndex(indices)
  geometry.computeVertexNormals()
  return geometry
}

/** The polished face of the cut, ring by ring; uv.x is the distance from the rind, uv.y the angle. */
function sawn(): THREE.BufferGeometry {
  const position: number[] = []
  const uv: number[] = []
  const indices: number[] = []
  const [rings, around] = [24, 300]
  for (let r = 0; r <= rings; r++) {
    for (let a = 0; a <= around; a++) {
      const angle = (a / around) * Math.PI * 2
      const inner = 0.76 + 0.035 * Math.sin(angle * 5) + 0.02 * Math.sin(angle * 11 + 1)
      const share = 1 - (r / rings) * (1 - inner)
      position.push(
        Math.cos(angle) * mouth(angle) * share,
        Math.sin(angle) * mouth(angle) * share,
        0.012 * Math.sin((r / rings) * Math.PI),
      )
      uv.push(r / rings, angle)
      if (r > 0 && a > 0) {
        const d = r * (around + 1) + a
        indices.push(d - around - 2, d, d - around - 1, d - around - 2, d - 1, d)
      }
    }
  }
  const geometry = new THREE.BufferGeometry()
  geometry.setAttribute('position', new THREE.Float32BufferAttribute(position, 3))
  geometry.setAttribute('uv', new THREE.Float32BufferAttribute(uv, 2))
  geometry.setIndex(indices)
  geometry.computeVertexNormals()
  return geometry
}

export function geode(): THREE.Object3D {
  const rind = solid(
    plain({ color: '#4d463d', roughness: 0.95 }),
    `float n = fbm(at * 5.0); float f = fbm(at * 19.0); diffuseColor.rgb *= 0.5 + n * 0.8 + (f - 0.5) * 0.5; solidHeight = n * 0.1 + f * 0.05;`,
  )
  const agate = solid(
    plain({ color: '#d8d2c8', roughness: 0.16, clearcoat: 0.8, clearcoatRoughness: 0.08 }),
    `float t = cloth.x + (fbm(at * 2.4) - 0.47) * 0.3;
     float band = sin(t * 52.0 + fbm(at * 2.0) * 4.0) * 0.5 + 0.5;
     vec3 grey = mix(vec3(0.22, 0.235, 0.27), vec3(0.52, 0.51, 0.52), band * 0.8 + fbm(at * 7.0) * 0.3);
     diffuseColor.rgb = mix(vec3(0.06, 0.052, 0.045), grey, smoothstep(0.05, 0.16, t));
     diffuseColor.rgb = mix(diffuseColor.rgb, vec3(0.55, 0.45, 0.66), smoothstep(0.7, 1.0, t) * 0.75);`,
  )
  const amethyst = solid(
    plain({
      color: '#7a4fb0',
      roughness: 0.06,
      clearcoat: 1,
      clearcoatRoughness: 0.04,
      ior: 1.54,
      flatShading: true,
      envMapIntensity: 1.5,
    }),
    `float tip = smoothstep(-0.2, 1.0, at.y);
     vec3 pale = vec3(0.50, 0.36, 0.62), deep = vec3(0.075, 0.016, 0.16);
     diffuseColor.rgb = mix(pale, deep, tip) * (0.75 + fbm(at * 3.0 + vSolid.x) * 0.6);`,
  )
  const stone = new THREE.Group()
  stone.add(mesh(bowl(1, 1.35, 1), rind), mesh(sawn(), agate))
  stone.add(
    posed(mesh(bowl(0.77, 1.02, 0.4), plain({ color: '#3c2458', roughness: 0.5 })), { at: [0, 0, -0.01] }),
  )

  const point = new THREE.CylinderGeometry(0.36, 0.44, 1, 6, 1).translate(0, 0.1, 0)
  const peak = new THREE.ConeGeometry(0.36, 0.55, 6, 1).translate(0, 0.875, 0)
  const count = 900
  for (const geometry of [point, peak]) {
    const crystals = new THREE.InstancedMesh(geometry, amethyst, count)
    const matrix = new THREE.Matrix4()
    for (let k = 0; k < count; k++) {
      const angle = k * 2.399963
      const share = Math.sqrt((k + 0.5) / count)
      const lift = Math.acos(Math.min(1, share * 0.985))
      const edge = mouth(angle) * 0.76
      const at = new THREE.Vector3(
        Math.cos(angle) * edge * share,
        Math.sin(angle) * edge * share,
        -1.0 * Math.sin(lift),
      )
      const inward = new THREE.Vector3(-at.x * 0.75, -at.y * 0.75, 0.75 + 0.3 * Math.sin(k * 7.1))
        .add(
          new THREE.Vector3(Math.sin(k * 12.9), Math.sin(k * 78.2), Math.sin(k * 37.7)).multiplyScalar(0.36),
        )
        .normalize()
      const size = (0.12 + 0.15 * ((k * 0.618034) % 1) ** 2) * (share > 0.93 ? 0.6 : 1)
      const turn = new THREE.Quaternion().setFromUnitVectors(new THREE.Vector3(0, 1, 0), inward)
      turn.multiply(new THREE.Quaternion().setFromAxisAngle(new THREE.Vector3(0, 1, 0), k))
      crystals.setMatrixAt(
        k,
        matrix.compose(at, turn, new THREE.Vector3(size, size * (1 + ((k * 0.37) % 1) * 0.9), size)),
      )
    }
    crystals.castShadow = true
    crystals.receiveShadow = true
    stone.add(crystals)
  }
  return posed(group(posed(stone, { turn: [-0.52, 0, 0.1], at: [0, 1.55, 0.4] })), {
    turn: [0, -0.28, 0],
    scale: 1.08,
  })
}
