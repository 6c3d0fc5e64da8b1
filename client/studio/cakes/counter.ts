// Mon Patisserie: a rose counter in the morning, butter-coloured stands, the same window to the upper left.
import * as THREE from 'three'
import { solid } from '../solid.ts'
import type { Studio, Subject } from '../studio.ts'
import { cheesecake, ganacheCake, partyCake, raspberryCake, rogel } from './layer-cakes.ts'
import { lemonRing } from './lemon-ring.ts'
import { alfajores, eclairs, macarons, opera } from './small-things.ts'
import { chocolateTart, lemonTart, strawberryTart } from './tarts.ts'
import { cardamomRolls, croissants } from './viennoiserie.ts'
import { upright, wide } from './still-life.ts'

function counter(): THREE.Object3D {
  const plaster = solid(
    new THREE.MeshLambertMaterial({ color: '#e9c3c0' }),
    `float lit = 1.0 - smoothstep(1.0, 17.0, length(at.xz - vec2(-1.6, 1.2))) * 0.34;
     float cloud = fbm(vec3(at.xz * 0.7, 2.0)); float grain = noise3(vec3(at.x, 0.0, at.z) * 50.0);
     diffuseColor.rgb *= lit * (0.97 + cloud * 0.06) * (0.985 + grain * 0.03);
     solidHeight = cloud * 0.01 + grain * 0.002;`,
  )
  const plane = new THREE.PlaneGeometry(120, 120)
  plane.rotateX(-Math.PI / 2)
  const ground = new THREE.Mesh(plane, plaster)
  ground.receiveShadow = true
  return ground
}

const studio: Studio = {
  camera: { position: [0, 8.7, 18], target: [0, 1.42, 0], fov: 18.5, aperture: 0.08 },
  key: { position: [-9, 15, 6.5], size: 6, intensity: 3.5, color: '#fff2df' },
  dome: { intensity: 1.75, color: '#fff1ea', axis: [-0.25, 1, 0.25] },
  reach: 5,
  vignette: 0.16,
  saturation: 0.92,
  ground: counter,
  surroundings: {
    zenith: '#8a7c74',
    horizon: '#a58a80',
    floor: '#8a5f56',
    boxes: [
      { at: [-14, 15, 7], width: 13, height: 13, power: 7 },
      { at: [16, 7, 3], width: 4, height: 16, power: 1.8 },
    ],
  },
}

const close = (model: () => THREE.Object3D, target: [number, number, number], fov = 9.5): Subject => ({
  model,
  view: { fov, aperture: 0.16, target },
})

const subjects: Record<string, Subject> = {
  'torta-de-frambuesa': raspberryCake,
  'torta-de-frambuesa-detalle': close(raspberryCake, [0.3, 1.75, 0.8]),
  'torta-ganache-y-cereza': ganacheCake,
  'torta-ganache-y-cereza-detalle': close(ganacheCake, [-0.3, 2.1, 0.8]),
  rogel,
  'anillo-de-limon': lemonRing,
  'cheesecake-de-arandanos': cheesecake,
  'cheesecake-de-arandanos-detalle': close(cheesecake, [0.3, 1.45, 0.8]),
  'torta-de-fiesta': { model: partyCake, view: { target: [0, 1.75, 0], fov: 20 } },
  'tarta-de-frutillas': strawberryTart,
  'tarta-de-frutillas-detalle': close(strawberryTart, [0, 1.45, 0.8]),
  'tarta-de-limon': lemonTart,
  'tarta-de-chocolate-y-sal': chocolateTart,
  macarons: () => macarons(),
  'macarons-detalle': close(() => macarons(), [0.2, 1.5, 0.8], 8.5),
  'macarons-pistacho': () => macarons(['pistachio']),
  'macarons-rosa': () => macarons(['rose']),
  'alfajores-de-maicena': alfajores,
  croissants,
  'croissants-detalle': close(croissants, [0.1, 1.4, 0.8], 9),
  'rollos-de-cardamomo': cardamomRolls,
  eclairs,
  opera,
  'hero-vertical': { model: upright, view: { fov: 22, target: [0, 1.9, 0] } },
  'hero-ancho': { model: wide, view: { fov: 18.5, target: [0, 1.7, 0] }, aspect: 10 / 16 },
}

export const monpatisserie = { studio, subjects }
