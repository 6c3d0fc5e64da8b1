// A long exposure. Every frame moves the lens within its aperture, the key lamp within its softbox and the dome
// lamps over the sky; their mean has soft shadows, dark corners, smooth edges and a little depth of field.
import * as THREE from 'three'
import { FullScreenQuad } from 'three/addons/postprocessing/Pass.js'
import { divideTheLight, reflectedRoom, type Studio } from './studio.ts'

const domeLamps = 2
type Sitting = { width: number; height: number; frames: number }

let renderer: THREE.WebGLRenderer | undefined
const rooms = new Map<Studio['surroundings'], THREE.Texture>()

function openStudio(): THREE.WebGLRenderer {
  if (renderer) return renderer
  divideTheLight()
  renderer = new THREE.WebGLRenderer({ antialias: false, preserveDrawingBuffer: true })
  renderer.shadowMap.enabled = true
  renderer.shadowMap.type = THREE.PCFShadowMap
  renderer.toneMapping = THREE.NoToneMapping
  renderer.transmissionResolutionScale = 0.6
  return renderer
}

/** Low-discrepancy points: an even spread for any number of frames. */
function spread(index: number, dimension: number): number {
  const alphas = [0.8191725134, 0.6710436067, 0.5497004779, 0.4503, 0.3688, 0.3021, 0.2475, 0.2028]
  return (0.5 + (index + 1) * (alphas[dimension] ?? 0.618034)) % 1
}

function lamp(reach: number, mapSize: number): THREE.DirectionalLight {
  const light = new THREE.DirectionalLight()
  light.castShadow = true
  light.shadow.mapSize.set(mapSize, mapSize)
  light.shadow.camera = new THREE.OrthographicCamera(-reach, reach, reach, -reach, 1, 60)
  light.shadow.bias = -0.0006
  light.shadow.normalBias = 0.018
  light.shadow.radius = 3
  return light
}

const mixer = (): THREE.ShaderMaterial =>
  new THREE.ShaderMaterial({
    uniforms: { sum: { value: null }, frame: { value: null }, weight: { value: 1 } },
    vertexShader: 'varying vec2 p; void main() { p = uv; gl_Position = vec4(position.xy, 1.0, 1.0); }',
    fragmentShader: `varying vec2 p; uniform sampler2D sum, frame; uniform float weight;
      void main() { gl_FragColor = mix(texture2D(sum, p), min(texture2D(frame, p), 12.0), weight); }`,
    depthTest: false,
  })

// Develops linear light with the Khronos neutral curve, which keeps a fabric's colour what it is.
const developer = ({ vignette, saturation }: Studio): THREE.ShaderMaterial =>
  new THREE.ShaderMaterial({
    uniforms: { sum: { value: null }, vignette: { value: vignette }, saturation: { value: saturation } },
    vertexShader: 'varying vec2 p; void main() { p = uv; gl_Position = vec4(position.xy, 1.0, 1.0); }',
    fragmentShader: `varying vec2 p; uniform sampler2D sum; uniform float vignette, saturation;
      vec3 neutral(vec3 c) {
        float x = min(c.r, min(c.g, c.b));
        float offset = x < 0.08 ? x - 6.25 * x * x : 0.04;
        c -= offset;
        float peak = max(c.r, max(c.g, c.b));
        if (peak < 0.70) return c;
        float d = 0.30;
        float rolled = 1.0 - d * d / (peak + d - 0.70);
        c *= rolled / peak;
        return mix(c, vec3(rolled), 1.0 - 1.0 / (0.15 * (peak - rolled) + 1.0));
      }
      float dither(vec2 v) { return fract(52.9829189 * fract(dot(v, vec2(0.06711056, 0.00583715)))) - 0.5; }
      void main() {
        vec2 q = (p - vec2(0.47, 0.53)) * vec2(0.85, 1.0);
        vec3 c = texture2D(sum, p).rgb * (1.0 - vignette * smoothstep(0.1, 0.75, length(q)));
        c = neutral(max(c, 0.0));
        c = max(mix(vec3(dot(c, vec3(0.2126, 0.7152, 0.0722))), c, saturation), 0.0);
        c = mix(c * 12.92, 1.055 * pow(c, vec3(1.0 / 2.4)) - 0.055, step(0.0031308, c));
        gl_FragColor = vec4(c + dither(gl_FragCoord.xy) / 255.0, 1.0);
      }`,
    depthTest: false,
  })

export function photograph(studio: Studio, subject: THREE.Object3D, sitting: Sitting): string {
  const { width, height, frames } = sitting
  const gl = openStudio()
  gl.setPixelRatio(1)
  gl.setSize(width, height, false)

  const scene = new THREE.Scene()
  scene.add(studio.ground(), subject)
  const room = rooms.get(studio.surroundings) ?? reflectedRoom(gl, studio)
  rooms.set(studio.surroundings, room)
  scene.environment = room

  const target = new THREE.Vector3(...studio.camera.target)
  const home = new THREE.Vector3(...studio.camera.position)
  const camera = new THREE.PerspectiveCamera(studio.camera.fov, width / height, 1, 120)
  const key = lamp(studio.reach, width > 700 ? 2048 : 1024)
  key.color.set(studio.key.color)
  key.intensity = studio.key.intensity
  const dome = Array.from({ length: domeLamps }, () => lamp(studio.reach, 1024))
  for (const light of [key, ...dome]) {
    light.target.position.copy(target)
    scene.add(light, light.target)
  }

  const frameTarget = new THREE.WebGLRenderTarget(width, height, { type: THREE.HalfFloatType })
  let sum = new THREE.WebGLRenderTarget(width, height, { type: THREE.FloatType, depthBuffer: false })
  let next = sum.clone()
  const mix = mixer()
  const quad = new FullScreenQuad(mix)
  const axis = new THREE.Vector3(...studio.dome.axis).normalize()
  const turn = new THREE.Quaternion().setFromUnitVectors(new THREE.Vector3(0, 1, 0), axis)

  for (let frame = 0; frame < frames; frame++) {
    camera.position.copy(home)
    camera.lookAt(target)
    const angle = spread(frame, 2) * Math.PI * 2
    const radius = Math.sqrt(spread(frame, 3)) * studio.camera.aperture
    camera.translateX(Math.cos(angle) * radius)
    camera.translateY(Math.sin(angle) * radius)
    camera.lookAt(target)
    camera.setViewOffset(width, height, spread(frame, 0) - 0.5, spread(frame, 1) - 0.5, width, height)

    const across = (spread(frame, 1) - 0.5) * studio.key.size
    const along = (spread(frame, 0) - 0.5) * studio.key.size
    key.position.set(...studio.key.position)
    key.lookAt(target)
    key.translateX(across)
    key.translateY(along)

    dome.forEach((light, index) => {
      const sample = frame * domeLamps + index
      const lift = Math.sqrt(1 - spread(sample, 0) * 0.97)
      const around = spread(sample, 1) * Math.PI * 2
      const out = Math.sqrt(1 - lift * lift)
      light.position.set(Math.cos(around) * out, lift, Math.sin(around) * out).applyQuaternion(turn)
      light.position.multiplyScalar(26).add(target)
      light.color.set(studio.dome.color)
      // Lamps crowd towards the zenith, as the light of a room does; the surface adds its own cosine.
      light.intensity = studio.dome.intensity / domeLamps
    })

    subject.traverse((part) => {
      const thin: unknown = part.userData['shadowShare']
      if (typeof thin === 'number') part.castShadow = spread(frame, 4) < thin
    })
    gl.setRenderTarget(frameTarget)
    gl.render(scene, camera)
    mix.uniforms['sum']!.value = sum.texture
    mix.uniforms['frame']!.value = frameTarget.texture
    mix.uniforms['weight']!.value = 1 / (frame + 1)
    gl.setRenderTarget(next)
    quad.render(gl)
    ;[sum, next] = [next, sum]
  }

  const develop = developer(studio)
  develop.uniforms['sum']!.value = sum.texture
  quad.material = develop
  gl.setRenderTarget(null)
  quad.render(gl)
  const picture = gl.domElement.toDataURL('image/png')
  for (const buffer of [sum, next, frameTarget]) buffer.dispose()
  for (const light of [key, ...dome]) light.shadow.dispose()
  subject.traverse((part) => {
    if (part instanceof THREE.Mesh) (part.geometry as THREE.BufferGeometry).dispose()
  })
  return picture
}
