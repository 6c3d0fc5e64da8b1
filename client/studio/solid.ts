// Solid textures: grain, patina and weave computed through the body of a thing, so that a carved edge shows
// the same wood as its face. `pattern` is GLSL that may change diffuseColor, roughnessFactor, metalnessFactor
// and solidHeight (in object units), from `at` (position in the object) and `cloth` (its uv, when it has one).
import * as THREE from 'three'

const noise = /* glsl */ `
  varying vec3 vSolid; varying vec2 vCloth;
  float hash3(vec3 p) { p = fract(p * 0.1031); p += dot(p, p.zyx + 31.32); return fract((p.x + p.y) * p.z); }
  float noise3(vec3 p) {
    vec3 i = floor(p), f = fract(p); f = f * f * (3.0 - 2.0 * f);
    return mix(mix(mix(hash3(i), hash3(i + vec3(1,0,0)), f.x), mix(hash3(i + vec3(0,1,0)), hash3(i + vec3(1,1,0)), f.x), f.y),
      mix(mix(hash3(i + vec3(0,0,1)), hash3(i + vec3(1,0,1)), f.x), mix(hash3(i + vec3(0,1,1)), hash3(i + vec3(1,1,1)), f.x), f.y), f.z);
  }
  float fbm(vec3 p) { float s = 0.0, a = 0.5; for (int k = 0; k < 4; k++) { s += a * noise3(p); p = p * 2.03 + 7.1; a *= 0.5; } return s; }
  vec3 solidBump(vec3 surf, vec3 n, float h, float face) {
    vec3 sx = dFdx(surf), sy = dFdy(surf);
    vec3 r1 = cross(sy, n), r2 = cross(n, sx);
    float det = dot(sx, r1) * face;
    vec3 g = sign(det) * (dFdx(h) * r1 + dFdy(h) * r2);
    return normalize(abs(det) * n - g);
  }
`

export function solid<M extends THREE.MeshPhysicalMaterial | THREE.MeshLambertMaterial>(
  material: M,
  pattern: string,
): M {
  const isMatt = material instanceof THREE.MeshLambertMaterial
  const anchor = isMatt ? '#include <specularmap_fragment>' : '#include <metalnessmap_fragment>'
  material.onBeforeCompile = (shader) => {
    shader.vertexShader = shader.vertexShader
      .replace('#include <common>', '#include <common>\nvarying vec3 vSolid; varying vec2 vCloth;')
      .replace('#include <begin_vertex>', '#include <begin_vertex>\nvSolid = position; vCloth = uv;')
    shader.fragmentShader = shader.fragmentShader
      .replace('#include <common>', `#include <common>\n${noise}`)
      .replace(
        anchor,
        `${anchor}
        float solidHeight = 0.0;
        { vec3 at = vSolid; vec2 cloth = vCloth;\n${pattern}\n}`,
      )
      .replace(
        '#include <normal_fragment_maps>',
        `#include <normal_fragment_maps>
        normal = solidBump( - vViewPosition, normal, solidHeight, faceDirection );`,
      )
  }
  material.customProgramCacheKey = () => pattern
  return material
}
