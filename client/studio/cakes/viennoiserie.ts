// Leavened and folded: croissants and cardamom rolls.
import * as THREE from 'three'
import { plain } from '../materials.ts'
import { group, mesh, posed } from '../shapes.ts'
import { solid } from '../solid.ts'
import { chance, scattered, surface } from './piping.ts'
import { served } from './stand.ts'

const round = Math.PI * 2

/** Folded dough in the oven: ridges brown, the valleys between the turns stay pale. `cloth.y` is the turn. */
const laminated = (turns: number): THREE.MeshPhysicalMaterial =>
  solid(
    plain({ color: '#dd9f52', roughness: 0.5, clearcoat: 0.45, clearcoatRoughness: 0.3 }),
    `float fold = fract(cloth.y * ${turns.toFixed(1)});
     float leaves = noise3(vec3(cloth.y * 150.0, cloth.x * 6.0, 1.0));
     float bake = fbm(at * 2.8 + 1.0);
     float ridge = smoothstep(0.15, 0.75, fold);
     float brown = clamp(ridge * 0.85 + (bake - 0.34) * 1.1, 0.0, 1.0);
     diffuseColor.rgb = mix(vec3(0.80, 0.47, 0.16), vec3(0.30, 0.095, 0.02), brown);
     diffuseColor.rgb = mix(diffuseColor.rgb, vec3(0.88, 0.64, 0.33), smoothstep(0.14, 0.0, fold) * 0.8);
     diffuseColor.rgb *= 0.85 + leaves * 0.28;
     solidHeight = leaves * 0.012 + fbm(at * 12.0) * 0.012;
     totalEmissiveRadiance += diffuseColor.rgb * diffuseColor.rgb * vec3(0.12, 0.08, 0.05);`,
  )

export function croissant(seed = 0): THREE.Mesh {
  const turns = 7
  const shape = surface(72, 210, (u, v) => {
    const t = v * 2 - 1
    const bend = t * 1.12
    const arc = 1.28
    const fold = (v * turns) % 1
    const step = 0.24 * (fold - 0.5) * (1 - Math.abs(t)) ** 0.25
    const body = 0.56 * (1 - Math.abs(t) ** 1.7) ** 0.8 + 0.045
    const r = body * (1 + step * Math.sign(0.5 - v) * -1 + 0.03 * Math.sin(v * 40 + seed))
    const angle = u * round
    const out = Math.cos(angle) * r
    const up = Math.sin(angle) * r * (Math.sin(angle) < 0 ? 0.62 : 0.95)
    const reach = arc + out
    return [Math.sin(bend) * reach, up + body * 0.62, Math.cos(bend) * reach - arc]
  })
  return mesh(shape, laminated(turns))
}

function flakes(count: number, radius: number): THREE.InstancedMesh {
  return scattered(
    surface(4, 4, (u, v) => [(u - 0.5) * 0.1, 0.02 * Math.sin(u * 3 + v), (v - 0.5) * 0.06]),
    plain({ color: '#d39a52', roughness: 0.6 }),
    Array.from({ length: count }, (_, k) => {
      const angle = chance(k) * round
      const r = radius * Math.sqrt(chance(k + 77))
      return {
        at: [Math.sin(angle) * r, 0.03, Math.cos(angle) * r] as [number, number, number],
        turn: k * 1.7,
        scale: 0.4 + chance(k + 13),
        lean: chance(k) * 0.4,
      }
    }),
  )
}

export function croissants(): THREE.Object3D {
  const basket = group(
    posed(croissant(1), { at: [-0.72, 0, -0.55], turn: [0, 2.5, 0], scale: 0.8 }),
    posed(croissant(5), { at: [0.95, 0, -0.5], turn: [0, 3.9, 0], scale: 0.78 }),
    posed(croissant(9), { at: [0.0, 0.0, 1.12], turn: [0, 0.15, 0], scale: 0.86 }),
    flakes(40, 1.8),
  )
  return served(basket, 2.05, 0.95, '#ecc6be')
}

/** A ribbon rolled up on itself, sugar in the folds. */
function roll(seed: number): THREE.Group {
  const windings = 3.3
  const shape = surface(360, 20, (u, v) => {
    const angle = u * windings * round
    const middle = 0.1 + u * windings * 0.185
    const half = 0.08
    const phi = v * Math.PI - Math.PI / 2
    const tall = 0.36 + 0.16 * (1 - u) + 0.03 * Math.sin(angle * 3 + seed)
    const side = Math.sin(phi)
    const r = middle + side * half
    const y = tall * Math.abs(Math.cos(phi)) ** 0.42
    return [Math.sin(angle) * r, y, Math.cos(angle) * r]
  })
  const dough = solid(
    plain({ color: '#dc9d4e', roughness: 0.5, clearcoat: 0.5, clearcoatRoughness: 0.25 }),
    `float across = abs(cloth.y - 0.5) * 2.0; float bake = fbm(at * 3.2 + ${seed.toFixed(1)});
     float top = 1.0 - smoothstep(0.25, 0.85, across);
     diffuseColor.rgb = mix(vec3(0.74, 0.42, 0.15), vec3(0.30, 0.10, 0.025), clamp(top * 0.6 + (bake - 0.38) * 1.3, 0.0, 1.0));
     diffuseColor.rgb = mix(diffuseColor.rgb, vec3(0.20, 0.09, 0.04), smoothstep(0.8, 1.0, across) * 0.8);
     diffuseColor.rgb *= 0.86 + fbm(at * 16.0) * 0.26; solidHeight = fbm(at * 12.0) * 0.016;
     totalEmissiveRadiance += diffuseColor.rgb * diffuseColor.rgb * vec3(0.12, 0.08, 0.05);`,
  )
  const pearls = scattered(
    new THREE.IcosahedronGeometry(0.035, 1),
    plain({ color: '#fff6e8', roughness: 0.5 }),
    Array.from({ length: 26 }, (_, k) => {
      const u = 0.06 + 0.9 * chance(k + seed * 7)
      const angle = u * windings * round
      const r = 0.1 + u * windings * 0.185
      return {
        at: [Math.sin(angle) * r, 0.36 + 0.1 * (1 - u), Math.cos(angle) * r] as [number, number, number],
        turn: k,
        scale: 0.7 + chance(k) * 0.7,
      }
    }),
  )
  return group(mesh(shape, dough), pearls)
}

export function cardamomRolls(): THREE.Object3D {
  const plate = group(
    posed(roll(1), { at: [-0.75, 0, 0.5], turn: [0, 1, 0] }),
    posed(roll(2), { at: [0.68, 0, 0.62], turn: [0, 2.6, 0] }),
    posed(roll(3), { at: [0.05, 0, -0.72], turn: [0, 4.4, 0] }),
    posed(roll(4), { at: [-0.08, 0.42, 0.12], turn: [0.12, 0.4, -0.05], scale: 0.98 }),
    flakes(14, 1.8),
  )
  return served(posed(plate, { scale: 1.12 }), 2.05)
}
