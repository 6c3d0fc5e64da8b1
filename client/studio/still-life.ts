// A shop's large picture: several of its things in one room, each where it was put down.
import * as THREE from 'three'

export type Placed = {
  thing: () => THREE.Object3D
  at: [x: number, z: number]
  /** Off the floor, for what hangs. */
  up?: number
  turn?: number
  scale?: number
}

export function stillLife(places: Placed[]): () => THREE.Object3D {
  return () => {
    const table = new THREE.Group()
    for (const { thing, at, up = 0, turn = 0, scale = 1 } of places) {
      const place = new THREE.Group()
      place.add(thing())
      place.position.set(at[0], up, at[1])
      place.rotation.y = turn
      place.scale.setScalar(scale)
      table.add(place)
    }
    return table
  }
}
