// Rare & Magic: a deep green floor at dusk, one big window to the upper left.
import * as THREE from 'three'
import { solid } from '../solid.ts'
import type { Studio, Subject } from '../studio.ts'
import { armillarySphere } from './armillary-sphere.ts'
import { boneDice } from './bone-dice.ts'
import { butterflyDome } from './butterfly-dome.ts'
import { cardDeck } from './card-deck.ts'
import { chamberstick } from './chamberstick.ts'
import { geode } from './geode.ts'
import { hourglass } from './hourglass.ts'
import { magnifier } from './magnifier.ts'
import { moonGlobe } from './moon-globe.ts'
import { musicBox } from './music-box.ts'
import { nautilus } from './nautilus.ts'
import { pocketCompass } from './pocket-compass.ts'
import { sextant } from './sextant.ts'
import { spinningTop } from './spinning-top.ts'
import { spyglass } from './spyglass.ts'
import { upright, wide } from './still-life.ts'

function floor(): THREE.Object3D {
  const felt = solid(
    new THREE.MeshLambertMaterial({ color: '#2d493d' }),
    `float lit = 1.0 - smoothstep(1.0, 15.0, length(at.xz - vec2(-1.6, 1.2)) ) * 0.86;
     float nap = noise3(vec3(at.x, 0.0, at.z) * 40.0);
     diffuseColor.rgb *= lit * (0.93 + nap * 0.14) * (0.95 + noise3(vec3(at.xz, 1.0) * 0.5) * 0.1);
     solidHeight = nap * 0.007;`,
  )
  const plane = new THREE.PlaneGeometry(120, 120)
  plane.rotateX(-Math.PI / 2)
  const ground = new THREE.Mesh(plane, felt)
  ground.receiveShadow = true
  return ground
}

const studio: Studio = {
  camera: { position: [0, 8.7, 18], target: [0, 1.42, 0], fov: 18.5, aperture: 0.1 },
  key: { position: [-9, 15, 6.5], size: 5.5, intensity: 5, color: '#fff0dc' },
  dome: { intensity: 1.75, color: '#dbe8e2', axis: [-0.25, 1, 0.25] },
  reach: 6,
  vignette: 0.4,
  saturation: 0.92,
  ground: floor,
  surroundings: {
    zenith: '#46504b',
    horizon: '#2b3835',
    floor: '#20382b',
    boxes: [
      { at: [-14, 15, 7], width: 13, height: 13, power: 13 },
      { at: [16, 7, 3], width: 4, height: 16, power: 4.5, color: '#dfeee6' },
      { at: [-4, 9, -18], width: 16, height: 4, power: 3.4 },
      { at: [2, 4, 26], width: 30, height: 13, power: 0.85, color: '#ffe9cc' },
    ],
  },
}

export const raremagic = {
  studio,
  subjects: {
    sextante: sextant,
    nautilo: nautilus,
    'caja-de-musica': musicBox,
    'esfera-armilar': armillarySphere,
    'reloj-de-arena': hourglass,
    'brujula-de-bolsillo': pocketCompass,
    'luna-de-escritorio': moonGlobe,
    'morpho-bajo-campana': butterflyDome,
    catalejo: spyglass,
    'geoda-de-amatista': geode,
    'lupa-de-asta': magnifier,
    'dados-de-hueso': boneDice,
    trompo: spinningTop,
    'baraja-de-canto-dorado': () => cardDeck(),
    'baraja-de-canto-dorado-borravino': () => cardDeck('#7b2a20', { print: '#1c4435', board: '#16382b' }),
    palmatoria: chamberstick,
    'hero-vertical': { model: upright, view: { fov: 22, target: [0, 1.7, 0] } },
    'hero-ancho': { model: wide, view: { target: [0, 1.6, 0] }, aspect: 10 / 16 },
  } as Record<string, Subject>,
}
