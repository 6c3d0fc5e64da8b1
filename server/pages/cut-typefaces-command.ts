/** `npm run typefaces`: cuts the typefaces anew, after one of them or what pages say has changed. */
import { mkdir, writeFile } from 'node:fs/promises'
import { cutTypeface, licenceOf, typefaceCuts } from './cut-typefaces.ts'

const folder = new URL('../../client/ui/typefaces/', import.meta.url)
await mkdir(folder, { recursive: true })
for (const name of Object.keys(typefaceCuts)) {
  const bytes = await cutTypeface(name)
  await writeFile(new URL(`${name}.woff2`, folder), bytes)
  await writeFile(new URL(`${name}-licence.txt`, folder), await licenceOf(name))
  console.log(`${name}: ${bytes.byteLength} bytes`)
}
