// Dials: the plate and its finish, what is applied to it, and the small dials let into it.
import * as THREE from 'three'
import { plain } from '../materials.ts'
import { block, group, hoop, mesh, plate, posed, turned } from '../shapes.ts'
import { solid } from '../solid.ts'
import { atHour, disc, lying, track } from './clock.ts'
import { ink, lume, polished, type Tone } from './metals.ts'

const finishes = {
  // Rays brushed from the middle: the lamp draws two bright wedges through them.
  sunburst: {
    metalness: 0.55,
    roughness: 0.36,
    clearcoat: 0.5,
    glsl: `float a = atan(at.z, at.x); float r = length(at.xz);
      float wedge = pow(abs(cos(a - 0.75)), 5.0) + 0.35 * pow(abs(cos(a + 0.82)), 18.0);
      float ray = noise3(vec3(cos(a) * 95.0, sin(a) * 95.0, r * 1.2)) * 0.6 + noise3(vec3(cos(a) * 30.0, sin(a) * 30.0, 2.0)) * 0.4;
      diffuseColor.rgb *= (0.62 + 0.85 * wedge) * (0.84 + 0.32 * ray) * (1.05 - 0.16 * r);`,
  },
  matt: {
    metalness: 0,
    roughness: 0.8,
    clearcoat: 0,
    glsl: `float grain = noise3(at * 90.0); diffuseColor.rgb *= 0.93 + grain * 0.14; solidHeight = grain * 0.0022;`,
  },
  enamel: {
    metalness: 0,
    roughness: 0.22,
    clearcoat: 1,
    glsl: `diffuseColor.rgb *= 0.985 + fbm(at * 3.0) * 0.03; totalEmissiveRadiance += diffuseColor.rgb * 0.03;`,
  },
  // A barleycorn turned on a rose engine: waves that lean from ring to ring.
  guilloche: {
    metalness: 0.75,
    roughness: 0.34,
    clearcoat: 0,
    glsl: `float a = atan(at.z, at.x); float r = length(at.xz);
      float wave = sin(a * 52.0 + sin(r * 24.0) * 2.4);
      float cut = 0.5 + 0.5 * wave;
      solidHeight = cut * 0.008 * smoothstep(0.06, 0.3, r);
      diffuseColor.rgb *= 0.72 + 0.4 * cut;
      diffuseColor.rgb *= 0.85 + 0.4 * pow(abs(cos(a - 0.75)), 4.0);`,
  },
  // Colour that goes out towards the edge.
  smoked: {
    metalness: 0.4,
    roughness: 0.32,
    clearcoat: 0.7,
    glsl: `float a = atan(at.z, at.x); float r = length(at.xz);
      float ray = noise3(vec3(cos(a) * 80.0, sin(a) * 80.0, r));
      diffuseColor.rgb *= (0.9 + 0.2 * ray) * (0.75 + 0.5 * pow(abs(cos(a - 0.75)), 4.0));
      diffuseColor.rgb *= mix(1.25, 0.1, smoothstep(0.35, 1.75, r));`,
  },
  // Copper flecks in dark glass.
  aventurine: {
    metalness: 0.1,
    roughness: 0.12,
    clearcoat: 1,
    glsl: `vec3 cell = floor(at * 46.0); float star = hash3(cell); vec3 mid = fract(at * 46.0) - 0.5;
      float speck = smoothstep(0.965, 0.995, star) * smoothstep(0.42, 0.1, length(mid.xz));
      diffuseColor.rgb *= 0.8 + fbm(at * 2.2) * 0.5;
      diffuseColor.rgb += vec3(0.75, 0.8, 0.95) * speck;
      totalEmissiveRadiance += vec3(0.5, 0.55, 0.7) * speck * 0.5;`,
  },
}
export type Finish = keyof typeof finishes

export function dialPlate(radius: number, color: string, finish: Finish): THREE.Mesh {
  const { metalness, roughness, clearcoat, glsl } = finishes[finish]
  const material = plain({ color, metalness, roughness, clearcoat, clearcoatRoughness: 0.15 })
  return disc(radius, solid(material, glsl), 192)
}

type Marker = { tone?: Tone; width?: number; length?: number; inset?: string | undefined; height?: number }

/** An applied baton, bevelled, its middle filled with lume where it has any. */
export function baton({ tone = 'steel', width = 0.1, length = 0.42, inset, height = 0.06 }: Marker) {
  const bar = posed(mesh(block(width, height, length, width * 0.28), polished(tone)), {
    at: [0, height / 2, 0],
  })
  if (!inset) return group(bar)
  const fill = mesh(block(width * 0.62, 0.02, length * 0.88, 0.008), lume(inset))
  return group(bar, posed(fill, { at: [0, height + 0.002, 0] }))
}

/** A polished ring full of lume. */
export function dot(radius: number, tone: Tone, inset: string): THREE.Group {
  return group(
    posed(mesh(hoop(radius, radius * 0.74, 0.06, 0.012, 48), polished(tone)), { at: [0, 0.03, 0] }),
    posed(mesh(new THREE.CylinderGeometry(radius * 0.76, radius * 0.76, 0.03, 40), lume(inset)), {
      at: [0, 0.032, 0],
    }),
  )
}

export function triangle(size: number, tone: Tone, inset: string): THREE.Group {
  const outline = (s: number): THREE.Shape => {
    const shape = new THREE.Shape()
    return shape
      .moveTo(-s * 0.62, s * 0.5)
      .lineTo(s * 0.62, s * 0.5)
      .lineTo(0, -s * 0.6)
      .closePath()
  }
  return group(
    posed(mesh(lying(plate(outline(size), 0.05, 0.012)), polished(tone)), { at: [0, 0.025, 0] }),
    posed(mesh(lying(plate(outline(size * 0.74), 0.02, 0.004)), lume(inset)), { at: [0, 0.052, 0] }),
  )
}

/** Puts what `marker` makes at each hour, its middle at `radius`; null leaves an hour free. */
export function hours(radius: number, marker: (hour: number) => THREE.Object3D | null): THREE.Group {
  const all = new THREE.Group()
  for (let hour = 0; hour < 12; hour++) {
    const part = marker(hour)
    if (part) all.add(atHour(posed(group(part), { at: [0, 0, -radius] }), hour))
  }
  return all
}

type Subdial = { radius: number; color: string; print: string; tone?: Tone; strokes?: number; major?: number }

/** A small dial let into the large one: fine circles, a track, a chamfer that catches the lamp. */
export function subdial({ radius, color, print, tone = 'steel', strokes = 30, major = 5 }: Subdial) {
  const grooves = solid(
    plain({ color, metalness: 0.35, roughness: 0.4, clearcoat: 0.3 }),
    `float r = length(at.xz); float a = atan(at.z, at.x);
     float groove = 0.5 + 0.5 * sin(r * 260.0);
     diffuseColor.rgb *= (0.86 + 0.2 * groove) * (0.8 + 0.4 * pow(abs(cos(a - 0.75)), 4.0)); solidHeight = groove * 0.0012;`,
  )
  return group(
    posed(disc(radius, grooves, 96), { at: [0, 0.004, 0] }),
    posed(mesh(hoop(radius + 0.02, radius - 0.012, 0.024, 0.008, 96), polished(tone)), { at: [0, 0.008, 0] }),
    posed(track({ count: strokes, radius: radius - 0.05, length: 0.1, width: 0.012, major }, ink(print)), {
      at: [0, 0.008, 0],
    }),
  )
}

/** The sloping ring between dial and crystal, with its strokes. */
export function chapterRing(inner: number, outer: number, rise: number, color: string, print: string) {
  const slope = mesh(
    turned(
      [
        [inner, 0],
        [outer, rise],
      ],
      0,
      160,
    ),
    plain({ color, roughness: 0.5, metalness: 0.2 }),
  )
  slope.castShadow = false
  return group(
    slope,
    posed(track({ count: 60, radius: inner + 0.02, length: 0.09, width: 0.012, major: 5 }, ink(print)), {
      at: [0, 0.006, 0],
    }),
  )
}
