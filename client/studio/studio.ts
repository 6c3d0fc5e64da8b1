// One room per store: ground, light and lens never change between two products of the same shop.
import * as THREE from 'three'

export type Studio = {
  camera: {
    position: [number, number, number]
    target: [number, number, number]
    fov: number
    aperture: number
  }
  key: { position: [number, number, number]; size: number; intensity: number; color: string }
  dome: { intensity: number; color: string; axis: [number, number, number] }
  reach: number
  vignette: number
  /** Film choice: 1 keeps colours as measured, less is quieter. */
  saturation: number
  ground: () => THREE.Object3D
  surroundings: { zenith: string; horizon: string; floor: string; boxes: SoftBox[] }
}

/** What is photographed: a thing in the middle of the room, or a scene with a view of its own. */
export type Subject = (() => THREE.Object3D) | Scene
export type Scene = {
  model: () => THREE.Object3D
  /** Where the shop's camera is moved, for a detail or a still life; height and light stay. */
  view?: Partial<Studio['camera']>
  /** Height over width; 5:4 unless told. */
  aspect?: number
}

export type SoftBox = {
  at: [number, number, number]
  width: number
  height: number
  power: number
  color?: string
}

/** What polished things reflect: a dim room, a tinted floor and a few softboxes. */
export function reflectedRoom(renderer: THREE.WebGLRenderer, studio: Studio): THREE.Texture {
  const { zenith, horizon, floor, boxes } = studio.surroundings
  const room = new THREE.Scene()
  const walls = new THREE.ShaderMaterial({
    side: THREE.BackSide,
    depthWrite: false,
    uniforms: {
      zenith: { value: new THREE.Color(zenith) },
      horizon: { value: new THREE.Color(horizon) },
      ground: { value: new THREE.Color(floor) },
    },
    vertexShader:
      'varying vec3 d; void main() { d = position; gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0); }',
    fragmentShader: `varying vec3 d; uniform vec3 zenith, horizon, ground;
      void main() {
        float h = normalize(d).y;
        vec3 c = h > 0.0 ? mix(horizon, zenith, smoothstep(0.0, 0.9, h)) : mix(horizon, ground, smoothstep(0.0, 0.22, -h));
        gl_FragColor = vec4(c, 1.0);
      }`,
  })
  room.add(new THREE.Mesh(new THREE.SphereGeometry(50, 48, 32), walls))
  for (const box of boxes) {
    const light = new THREE.MeshBasicMaterial({
      color: new THREE.Color(box.color ?? '#fff4e2').multiplyScalar(box.power),
      side: THREE.DoubleSide,
    })
    const panel = new THREE.Mesh(new THREE.PlaneGeometry(box.width, box.height), light)
    panel.position.set(...box.at)
    panel.lookAt(0, 1.5, 0)
    room.add(panel)
  }
  const generator = new THREE.PMREMGenerator(renderer)
  const texture = generator.fromScene(room, 0.012, 0.1, 200).texture
  generator.dispose()
  return texture
}

/**
 * Diffuse light comes from the shadowed key and dome lamps, so that corners darken as they do in a room;
 * mirror-like light comes from the reflected room. three.js adds both twice over unless told otherwise.
 */
export function divideTheLight(): void {
  const chunk = THREE.ShaderChunk
  chunk.lights_physical_pars_fragment = chunk.lights_physical_pars_fragment.replace(
    'reflectedLight.directSpecular += irradiance * specularBRDF',
    'reflectedLight.directSpecular += irradiance * 0.35 * smoothstep( 0.25, 0.7, material.roughness ) * specularBRDF',
  )
  chunk.lights_fragment_maps = chunk.lights_fragment_maps.replace(
    'iblIrradiance += getIBLIrradiance( geometryNormal );',
    'iblIrradiance += 0.3 * getIBLIrradiance( geometryNormal );',
  )
}
