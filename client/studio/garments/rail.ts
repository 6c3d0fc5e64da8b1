// Liz Importados: clothes on invisible hangers before a cream wall, the same window to the upper left.
import * as THREE from 'three'
import { solid } from '../solid.ts'
import { stillLife } from '../still-life.ts'
import type { Studio, Subject } from '../studio.ts'
import { bretonTop, tankTop, tee } from './tees.ts'
import { linenShirt, satinShirt, shirtDress } from './shirts.ts'
import { cableSweater, cardigan, sweatshirt } from './knitwear.ts'
import { slipDress } from './slip-dress.ts'
import { blazer, overcoat } from './tailoring.ts'
import { pleatedSkirt } from './pleated-skirt.ts'
import { straightJeans, wideTrousers } from './trousers.ts'

const wallAt = -0.3

function wall(): THREE.Object3D {
  const lime = solid(
    new THREE.MeshLambertMaterial({ color: '#fdf8ee' }),
    `float lit = 1.0 - smoothstep(1.0, 9.0, length(at.xy - vec2(-1.6, 1.8))) * 0.22;
     float trowel = noise3(at * vec3(1.4, 2.0, 1.0));
     diffuseColor.rgb *= lit * (0.985 + trowel * 0.03);
     solidHeight = trowel * 0.003;`,
  )
  const ground = new THREE.Mesh(new THREE.PlaneGeometry(60, 60), lime)
  ground.position.z = wallAt
  ground.receiveShadow = true
  return ground
}

const studio: Studio = {
  camera: { position: [0, 0.5, 20], target: [0, 0, 0], fov: 20, aperture: 0.05 },
  key: { position: [-11.5, 11.5, 9.5], size: 7, intensity: 4.1, color: '#fff8ec' },
  dome: { intensity: 1.95, color: '#fcf8f0', axis: [-0.25, 0.55, 1] },
  reach: 4,
  vignette: 0.16,
  saturation: 0.84,
  ground: wall,
  surroundings: {
    zenith: '#6a655c',
    horizon: '#7a7266',
    floor: '#574a3c',
    boxes: [
      { at: [-14, 13, 14], width: 14, height: 14, power: 3 },
      { at: [16, 4, 8], width: 4, height: 14, power: 1.2 },
    ],
  },
}

/** Fits a garment measured in centimetres to the frame; a small one is not shown larger than a jacket is. */
function hung(garment: THREE.Object3D): THREE.Object3D {
  const box = new THREE.Box3().setFromObject(garment)
  const size = box.getSize(new THREE.Vector3())
  const middle = box.getCenter(new THREE.Vector3())
  const scale = Math.min(5.7 / size.y, 5.1 / size.x, 0.061)
  garment.scale.setScalar(scale)
  garment.position.set(-middle.x * scale, -middle.y * scale, wallAt + 0.06 - box.min.z * scale)
  return garment
}

const subjects: Record<string, () => THREE.Object3D> = {
  'remera-recta': () => tee(),
  'remera-recta-crudo': () => tee('#f1e9da'),
  'remera-marinera': bretonTop,
  'musculosa-de-morley': tankTop,
  'camisa-de-lino': linenShirt,
  'camisa-de-saten': satinShirt,
  'sweater-trenzado': cableSweater,
  'cardigan-corto': cardigan,
  'buzo-de-frisa': sweatshirt,
  'blazer-de-lana': blazer,
  'tapado-largo': overcoat,
  'vestido-lencero': slipDress,
  'vestido-camisero': shirtDress,
  'pollera-plisada': pleatedSkirt,
  'pantalon-ancho': wideTrousers,
  'jean-recto': straightJeans,
}

const beside = (make: () => THREE.Object3D, x: number, up: number, scale: number) => ({
  thing: () => hung(make()),
  at: [x, 0] as [number, number],
  up,
  scale,
})

const upright: Subject = {
  model: stillLife([
    beside(() => tee(), -1.05, 0.75, 0.62),
    beside(overcoat, 1.3, 0.1, 0.9),
    beside(pleatedSkirt, -1.25, -1.75, 0.5),
  ]),
}

const wide: Subject = {
  model: stillLife([
    beside(slipDress, -4.15, 0, 0.82),
    beside(overcoat, -2.2, 0, 0.86),
    beside(linenShirt, 0.25, 0.55, 0.6),
    beside(() => tee(), 2.6, 0.85, 0.55),
    beside(wideTrousers, 4.3, 0, 0.82),
  ]),
  aspect: 10 / 16,
}

export const lizimportados = {
  studio,
  subjects: {
    ...Object.fromEntries(Object.entries(subjects).map(([name, make]) => [name, () => hung(make())])),
    'hero-vertical': upright,
    'hero-ancho': wide,
  } as Record<string, Subject>,
}
