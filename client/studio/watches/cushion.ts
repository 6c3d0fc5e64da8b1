// The cushion a watch is photographed on, and the way every watch of the shop is turned to the lamp.
import * as THREE from 'three'
import { plain } from '../materials.ts'
import { group, mesh, posed } from '../shapes.ts'
import { solid } from '../solid.ts'
import { roundTheWrist } from './strap.ts'

const suede = (): THREE.MeshPhysicalMaterial =>
  solid(
    plain({
      color: '#47484c',
      roughness: 0.95,
      sheen: 0.5,
      sheenRoughness: 0.5,
      sheenColor: new THREE.Color('#85827e'),
    }),
    'float nap = fbm(at * 16.0); diffuseColor.rgb *= 0.8 + nap * 0.4; solidHeight = nap * 0.014;',
  )

/** Fills what the strap leaves free. */
export function cushion(lugAt: number, width = 2.4): THREE.Mesh {
  const puff = 0.3
  const outline = roundTheWrist(lugAt - 0.2)
    .getPoints(80)
    .map((point) => {
      const middle = new THREE.Vector2(0, -2.0)
      const spoke = new THREE.Vector2(point.z, Math.min(point.y, -0.1)).sub(middle)
      return middle.add(spoke.multiplyScalar(1 - (puff * 0.4 + 0.1) / spoke.length()))
    })
  const geometry = new THREE.ExtrudeGeometry(new THREE.Shape(outline), {
    depth: width - puff * 2,
    bevelSize: puff * 0.4,
    bevelThickness: puff,
    bevelOffset: 0,
    bevelSegments: 10,
    curveSegments: 40,
  })
  geometry.translate(0, 0, -(width - puff * 2) / 2).rotateY(-Math.PI / 2)
  return mesh(geometry, suede())
}

/** Of the bodies alone: the box of instanced parts is a rotated box's box, far too large. */
function boundsOf(thing: THREE.Object3D): THREE.Box3 {
  const box = new THREE.Box3()
  thing.traverse((part) => {
    if (part instanceof THREE.Mesh && !(part instanceof THREE.InstancedMesh)) box.expandByObject(part, true)
  })
  return box
}

type Turn = { tilt?: number; yaw?: number; scale?: number; at?: [number, number, number] }

/** Leans the watch back, turns it from the lamp so that the crystal stays dark, and sets it on the floor. */
export function shown(
  watch: THREE.Object3D,
  { tilt = 0.9, yaw = 0.3, scale = 0.66, at = [0, 0, 0.75] }: Turn = {},
) {
  const leaning = posed(group(watch), { turn: [tilt, 0, 0] })
  const whole = posed(group(leaning), { turn: [0, yaw, 0], scale })
  whole.updateMatrixWorld(true)
  const box = boundsOf(whole)
  const middle = box.getCenter(new THREE.Vector3())
  whole.position.set(at[0] - middle.x, at[1] - box.min.y, at[2] - middle.z)
  return whole
}
