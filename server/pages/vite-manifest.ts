import { z } from 'zod'

const schema = z.record(
  z.string(),
  z.object({
    file: z.string(),
    css: z.array(z.string()).default([]),
    imports: z.array(z.string()).default([]),
    dynamicImports: z.array(z.string()).default([]),
  }),
)

/** What Vite says of a build: by source, the file that was made of it and what that one needs. */
export type ViteManifest = z.infer<typeof schema>

export const parseViteManifest = (text: string): ViteManifest => schema.parse(JSON.parse(text))
