// LuxuryWatch: a graphite table at closing time, one brass lamp to the upper left.
import * as THREE from 'three'
import { solid } from '../solid.ts'
import type { Studio, Subject } from '../studio.ts'
import { klee, kleeReversed, monopusher, rally } from './chronographs.ts'
import { guilloche, lineal, moonphase, treintaYSeis, treintaYSeisGrey } from './dress.ts'
import { bajamarBlack, bajamarBlue, bajamarBronze, bajamarGreen, compressor } from './divers.ts'
import { field, twoZones, typeA } from './pilots.ts'
import { rectangular } from './rectangular.ts'
import { upright, wide } from './still-life.ts'
import { stitchedStraps } from './straps.ts'

function table(): THREE.Object3D {
  const slate = solid(
    new THREE.MeshLambertMaterial({ color: '#5d646c' }),
    `float lit = 1.0 - smoothstep(1.0, 15.0, length(at.xz - vec2(-1.6, 1.2))) * 0.84;
     float grain = noise3(vec3(at.x, 0.0, at.z) * 46.0);
     float cloud = fbm(vec3(at.xz * 0.6, 2.0));
     diffuseColor.rgb *= lit * (0.94 + grain * 0.1) * (0.9 + cloud * 0.2);
     solidHeight = grain * 0.004;`,
  )
  const plane = new THREE.PlaneGeometry(120, 120)
  plane.rotateX(-Math.PI / 2)
  const ground = new THREE.Mesh(plane, slate)
  ground.receiveShadow = true
  return ground
}

const studio: Studio = {
  camera: { position: [0, 8.7, 18], target: [0, 1.42, 0], fov: 18.5, aperture: 0.08 },
  key: { position: [-9, 15, 6.5], size: 5, intensity: 5.3, color: '#ffead0' },
  dome: { intensity: 1.5, color: '#d6d9de', axis: [-0.25, 1, 0.25] },
  reach: 5,
  vignette: 0.4,
  saturation: 0.95,
  ground: table,
  surroundings: {
    zenith: '#6b6864',
    horizon: '#464442',
    floor: '#2d2c2c',
    boxes: [
      { at: [-14, 15, 7], width: 13, height: 13, power: 12, color: '#ffe2b8' },
      { at: [16, 7, 3], width: 3.5, height: 16, power: 4.5, color: '#e6ecf2' },
      { at: [-4, 9, -18], width: 16, height: 4, power: 3.4 },
      { at: [2, 4, 26], width: 30, height: 11, power: 1.25, color: '#ffe0b4' },
    ],
  },
}

const close = { fov: 8.6, aperture: 0.14 }
const closeUp = (model: () => THREE.Object3D, target: [number, number, number]): Subject => ({
  model,
  view: { ...close, target },
})

const subjects: Record<string, Subject> = {
  'bajamar-200': bajamarBlue,
  'bajamar-200-negro': bajamarBlack,
  'bajamar-200-verde': bajamarGreen,
  'bajamar-bronce': bajamarBronze,
  'bajamar-bronce-detalle': closeUp(bajamarBronze, [0.25, 2.35, 0.9]),
  'bajamar-doble-corona': compressor,
  'klee-bicompax': klee,
  'klee-bicompax-inverso': kleeReversed,
  'klee-monopulsador': monopusher,
  'klee-rally': rally,
  'klee-rally-detalle': closeUp(rally, [0.3, 2.1, 0.9]),
  'aubrel-36': treintaYSeis,
  'aubrel-36-gris': treintaYSeisGrey,
  'aubrel-guilloche': guilloche,
  'aubrel-guilloche-detalle': closeUp(guilloche, [0.2, 2.05, 0.9]),
  'aubrel-fase-lunar': moonphase,
  'aubrel-fase-lunar-detalle': closeUp(moonphase, [0.15, 1.85, 0.9]),
  'aubrel-rectangular': rectangular,
  'aubrel-lineal': () => lineal('#2f5a4e', 'steel'),
  'aubrel-lineal-cobre': () => lineal('#8a4a34', 'rose'),
  'altocumulo-tipo-a': typeA,
  'altocumulo-dos-husos': twoZones,
  'altocumulo-campo': () =>
    field({ color: '#c9b48a', print: '#2c2a26', strap: '#4a4b3a', stripe: '#4a4b3a' }),
  'altocumulo-campo-negro': () =>
    field({ color: '#1c1d1e', print: '#e6dcc4', strap: '#2b2d31', stripe: '#8a6a3a' }),
  'correa-cosida': stitchedStraps,
  'hero-vertical': { model: upright, view: { fov: 21.5, target: [0, 1.85, 0] } },
  'hero-ancho': { model: wide, view: { fov: 18.5, target: [0.2, 1.5, 0] }, aspect: 10 / 16 },
}

export const luxurywatch = { studio, subjects }
