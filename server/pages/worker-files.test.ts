import { describe, expect, test } from 'vitest'
import { shopFiles, workerFiles } from './worker-files.ts'

const manifest = JSON.stringify({
  'client/entry-client.tsx': { file: 'assets/entry.js', css: ['assets/shop.css'], imports: ['_solid.js'] },
  '_solid.js': { file: 'assets/solid.js', dynamicImports: ['client/page.tsx', 'client/admin/app.tsx'] },
  'client/page.tsx': { file: 'assets/page.js', css: ['assets/page.css'], dynamicImports: ['_solid.js'] },
  'client/admin/app.tsx': { file: 'assets/admin.js', imports: ['_table.js'] },
  '_table.js': { file: 'assets/table.js' },
  'client/ui/typefaces.css': { file: 'assets/typefaces.css' },
})
const shop = [
  ...['assets/entry.js', 'assets/shop.css', 'assets/solid.js', 'assets/page.js', 'assets/page.css'],
  'assets/typefaces.css',
]
const entry = (url: string) => ({ url, revision: null, size: 1 })
const shell = Buffer.from('a page')

describe('SWK1 the code of the shop is kept whole', () => {
  test('what a page of the shop may ask for, and nothing that only merchants open', () => {
    expect(shopFiles(manifest)).toEqual(new Set(shop))
    const found = [...shop, 'assets/admin.js'].map(entry)
    expect(workerFiles(found, shopFiles(manifest), shell).map(({ url }) => url)).toEqual([...shop, '/shell'])
  })

  test('a build in which a file of it would be left out fails, and says which', () => {
    const found = shop.filter((file) => file !== 'assets/page.js').map(entry)
    expect(() => workerFiles(found, shopFiles(manifest), shell)).toThrow(
      'the service worker would not keep assets/page.js',
    )
  })

  test('the empty page is another one where its code or what writes it has changed', () => {
    const revisionOf = (names: string[], writer: string) =>
      workerFiles(names.map(entry), new Set(names), Buffer.from(writer)).at(-1)?.revision
    const first = revisionOf(['a', 'b'], 'x')
    expect(revisionOf(['b', 'a'], 'x')).toBe(first)
    expect(revisionOf(['a', 'c'], 'x')).not.toBe(first)
    expect(revisionOf(['a', 'b'], 'y')).not.toBe(first)
  })
})
