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

/** Rules for every typeface, which come when the page is idle: what a page says is set by those in its first bytes. */
export const TYPEFACES = 'client/ui/typefaces.css'

/** What Vite says of a build: by source, the file that was made of it and what that one needs. */
export type ViteManifest = z.infer<typeof schema>

export const parseViteManifest = (text: string): ViteManifest => schema.parse(JSON.parse(text))
