// Yarn, weave and knit. `cloth` is the pattern's own centimetre grid, so stripes and ribs follow the drape.
import * as THREE from 'three'
import { solid } from '../solid.ts'

const weaves = {
  jersey: `float v = sin(cloth.x * 34.0) * sin(cloth.y * 30.0 + sin(cloth.x * 34.0)); h = v * 0.0001; shade = fbm(vec3(cloth * 3.0, 1.0)) * 0.06 - 0.03;`,
  plain: `float slubX = noise3(vec3(cloth.x * 0.5, cloth.y * 17.0, 2.0)); float slubY = noise3(vec3(cloth.x * 17.0, cloth.y * 0.5, 5.0));
    h = (slubX + slubY) * 0.0026; shade = (slubX + slubY - 1.0) * 0.13;`,
  twill: `float v = sin((cloth.x + cloth.y) * 26.0); h = v * 0.0007; shade = v * 0.035 + (fbm(vec3(cloth * 5.0, 2.0)) - 0.47) * 0.1;`,
  denim: `float v = sin((cloth.x + cloth.y * 1.2) * 24.0); float streak = noise3(vec3(cloth.x * 9.0, cloth.y * 0.35, 3.0));
    float worn = smoothstep(0.35, 0.75, fbm(vec3(cloth * vec2(0.09, 0.035), 3.0)));
    h = v * 0.0009; shade = v * 0.06 + (streak - 0.5) * 0.22 + worn * 0.34 - 0.08;`,
  rib: `float v = abs(fract(cloth.x * 1.55) - 0.5) * 2.0; v = smoothstep(0.12, 0.75, v); float s = sin(cloth.y * 20.0);
    h = v * 0.0062 + s * 0.0004 * v; shade = (v - 0.75) * 0.26;`,
  knit: `float col = fract(cloth.x * 2.1); float side = abs(col - 0.5) * 2.0;
    float row = fract(cloth.y * 2.7 + side * 0.85); float v = sin(row * 3.1416) * (0.35 + 0.65 * sin(side * 3.1416));
    h = v * 0.006; shade = (v - 0.45) * 0.34 + (fbm(vec3(cloth * 2.0, 4.0)) - 0.47) * 0.14;`,
  cable: `float panelX = mod(abs(cloth.x) + 4.5, 9.0) - 4.5; float isCable = 1.0 - smoothstep(2.2, 2.5, abs(panelX));
    float phase = cloth.y * 0.62; float a = sin(phase) * 1.15; float depth = cos(phase);
    float s1 = 1.0 - smoothstep(0.2, 1.15, abs(panelX - a)); float s2 = 1.0 - smoothstep(0.2, 1.15, abs(panelX + a));
    float twist = max(s1 * (0.75 + 0.25 * depth), s2 * (0.75 - 0.25 * depth));
    float lean = depth > 0.0 == s1 > s2 ? 1.0 : -1.0;
    float col = fract(cloth.x * 2.1 + isCable * cloth.y * 0.25 * lean); float side = abs(col - 0.5) * 2.0;
    float row = fract(cloth.y * 2.7 + side * 0.85); float v = sin(row * 3.1416) * (0.35 + 0.65 * sin(side * 3.1416));
    h = v * 0.004 + isCable * twist * 0.028; shade = (v - 0.45) * 0.26 + isCable * (twist - 0.62) * 0.36;`,
  wool: `float v = fbm(vec3(cloth * 7.0, 1.0)); float f = noise3(vec3(cloth * 22.0, 3.0)); h = v * 0.005; shade = (v - 0.47) * 0.26 + (f - 0.5) * 0.14;`,
  satin: `float v = noise3(vec3(cloth.x * 40.0, cloth.y * 0.8, 1.0)); h = v * 0.0003; shade = (v - 0.5) * 0.03;`,
} as const

export type Fabric = {
  color: string
  weave: keyof typeof weaves
  /** What shows inside the neck and cuffs. */
  lining?: string
  roughness?: number
  sheen?: number
  gloss?: number
  /** More GLSL, e.g. stripes: may set `tint` (multiplies colour) from `cloth`. */
  printed?: string
}

const glsl = (color: string): string => {
  const { r, g, b } = new THREE.Color(color)
  return `vec3(${r.toFixed(4)}, ${g.toFixed(4)}, ${b.toFixed(4)})`
}

export function fabric(
  of: Fabric,
  drawing?: { height: THREE.Texture; shade: THREE.Texture },
): THREE.MeshPhysicalMaterial {
  const material = new THREE.MeshPhysicalMaterial({
    color: of.color,
    roughness: of.roughness ?? 0.88,
    side: THREE.DoubleSide,
    sheen: of.sheen ?? 0.35,
    sheenRoughness: 0.55,
    sheenColor: new THREE.Color(of.color).lerp(new THREE.Color('#ffffff'), 0.35),
    specularIntensity: of.gloss ?? 0.4,
  })
  if (drawing) {
    material.map = drawing.shade
    material.bumpMap = drawing.height
    material.bumpScale = 2.2
  }
  return solid(
    material,
    `float h = 0.0, shade = 0.0; vec3 tint = vec3(1.0);
     ${weaves[of.weave]}
     ${of.printed ?? ''}
     if (!gl_FrontFacing) { tint = vec3(1.0); ${of.lining ? `diffuseColor.rgb = ${glsl(of.lining)};` : ''} diffuseColor.rgb *= 0.72; }
     diffuseColor.rgb *= tint * (1.0 + shade);
     roughnessFactor += shade * 0.3;
     solidHeight = h;`,
  )
}
