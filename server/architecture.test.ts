import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * Which server module may use which: X may import `Y/Y.ts`, and its tables `Y/tables.ts`, for each Y listed.
 * A new edge is a line here and a reason in the README's decisions; the graph stays free of cycles.
 */
const edges: Record<string, readonly string[]> = {
  stores: [],
  media: ['stores'],
  stock: ['stores'],
  catalogue: ['stores', 'stock', 'media'],
  sync: ['stores'],
  checkouts: ['stores', 'stock', 'catalogue', 'sync'],
  selections: ['stores', 'catalogue', 'sync'],
  accounts: ['stores'],
  analytics: ['stores', 'catalogue'],
  presence: ['stores', 'catalogue', 'media'],
  push: ['stores', 'catalogue', 'checkouts'],
  exchange: ['stores', 'catalogue', 'stock'],
  backup: [],
  pages: [],
  demo: ['stores', 'catalogue', 'stock', 'media'],
}

/** The catalogue has two: one for readers, one for whoever writes it. */
const faces: Record<string, readonly string[]> = { catalogue: ['catalogue.ts', 'save-product.ts'] }

/** Files that wire modules together and may import anything. */
const composition = ['main.ts', 'app.ts', 'deps.ts']

/** Who answers for a view; tables say it by where they are declared. */
const views = {
  sellable_variants: 'catalogue',
  available_products: 'catalogue',
  active_checkouts: 'checkouts',
}

/**
 * Whose rows a module's own statements may read beyond the edges: one query that joins is what keeps a selection's
 * prices and stock of one moment. Nobody writes the rows of another.
 */
const reads: Record<string, readonly string[]> = {
  selections: ['catalogue', 'stock', 'checkouts', 'media'],
  // a product page says when what is held may free up
  catalogue: ['checkouts'],
  stock: ['checkouts'],
  analytics: ['checkouts'],
  // a currency changes only before anything is sold in it
  stores: ['catalogue', 'checkouts'],
}

/** Tables in the text of statements, and whether they are written to. */
const tablesNamedIn = (source: string) =>
  [...source.matchAll(/\b(from|join|into|update|delete from)\s+(?:only\s+)?([a-z_]+)\b/g)].map(
    ([, verb = '', table = '']) => ({ table, isWrite: !/^(?:from|join)$/.test(verb) }),
  )

const files = (folder: string): string[] =>
  fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => path.join(folder, file))
    .filter((file) => /\.tsx?$/.test(file) && !file.includes('studio'))

type Import = { from: string; to: string; isType: boolean; isPackage: boolean }

function importsOf(file: string): Import[] {
  const source = fs.readFileSync(path.join(root, file), 'utf8')
  const found = [
    ...source.matchAll(/^(?:import|export)\s+(type\s+)?(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]/gm),
    ...source.matchAll(/(type\s*)?\bimport\(['"]([^'"]+)['"]\)/g),
  ]
  return found.map(([, type, to = '']) => ({
    from: file,
    to: to.startsWith('.') ? path.join(path.dirname(file), to) : to,
    isType: type !== undefined,
    isPackage: !to.startsWith('.'),
  }))
}

const sources = (folder: string): Import[] =>
  files(folder)
    .filter((file) => !/\.(?:test|spec)\.tsx?$/.test(file))
    .flatMap(importsOf)

const show = ({ from, to }: Import): string => `${from} → ${to}`

describe('walls', () => {
  test('the table of edges has no cycle', () => {
    const reaches = (from: string, target: string): boolean =>
      (edges[from] ?? []).some((next) => next === target || reaches(next, target))
    expect(Object.keys(edges).filter((module) => reaches(module, module))).toEqual([])
  })

  test('shared imports zod and itself; the selection document also yjs', () => {
    const breaches = sources('shared').filter(({ from, to, isPackage }) => {
      if (!isPackage) return !to.startsWith('shared/')
      return to !== 'zod' && !(to === 'yjs' && /^shared\/selection-document[\w-]*\.ts$/.test(from))
    })
    expect(breaches.map(show)).toEqual([])
  })

  test('server platform imports shared, itself and the config', () => {
    const breaches = sources('server/platform').filter(
      ({ from, to, isPackage }) =>
        !isPackage &&
        !from.endsWith('test-database.ts') &&
        !/^(?:shared|server\/platform)\//.test(to) &&
        to !== 'server/config.ts',
    )
    expect(breaches.map(show)).toEqual([])
  })

  test('a server module uses another one only by its face, along the edges', () => {
    const breaches = sources('server').filter(({ from, to, isPackage, isType }) => {
      const [, module = '', file] = from.split('/')
      if (isPackage || file === undefined || module === 'platform') return false
      if (/^(?:shared|server\/platform)\//.test(to) || to.startsWith(`server/${module}/`)) return false
      if (to === 'server/config.ts' || (to === 'server/deps.ts' && isType)) return false
      // a command is a program of its own: it composes
      if (file.endsWith('-command.ts')) return false
      const [, other = '', face] = to.split('/')
      const isFace = (faces[other] ?? [`${other}.ts`]).includes(face ?? '') || face === 'tables.ts'
      return !(isFace && edges[module]?.includes(other))
    })
    expect(breaches.map(show)).toEqual([])
  })

  test('only the composition imports routes and jobs', () => {
    const breaches = sources('server').filter(({ from, to }) => {
      const isOwn = path.dirname(from) === path.dirname(to)
      return /\/(?:routes|jobs)\.ts$/.test(to) && !isOwn && !composition.includes(path.basename(from))
    })
    expect(breaches.map(show)).toEqual([])
  })

  test('a client feature uses shared, ui, sync, push and platform, never another feature', () => {
    const common = /^(?:shared|client\/(?:ui|sync|push|platform))\//
    const breaches = sources('client').filter(({ from, to, isPackage }) => {
      const [, feature = '', file] = from.split('/')
      if (isPackage || file === undefined || common.test(to)) return false
      if (/^(?:ui|platform)$/.test(feature))
        return !to.startsWith(`client/${feature}/`) && to !== 'client/paths.ts'
      return !to.startsWith(`client/${feature}/`) && to !== 'client/paths.ts'
    })
    expect(breaches.map(show)).toEqual([])
  })

  test('client and server know each other only through shared', () => {
    const breaches = [
      ...sources('client').filter(({ to, isPackage }) => !isPackage && to.startsWith('server/')),
      ...sources('server').filter(({ to, isPackage }) => !isPackage && to.startsWith('client/')),
    ]
    expect(breaches.map(show)).toEqual([])
  })

  test('the client imports yjs in sync alone', () => {
    const breaches = sources('client').filter(
      ({ from, to }) => /^(?:yjs|y-)/.test(to) && !from.startsWith('client/sync/'),
    )
    expect(breaches.map(show)).toEqual([])
  })
})

describe('the database', () => {
  const withoutTests = (folder: string) => files(folder).filter((file) => !/test/.test(path.basename(file)))
  const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8')

  test('a query goes through withStore, callStore and withSystem; the exceptions are these', () => {
    const users = withoutTests('server').filter((file) =>
      /pools\.(?:app|system)(?!\.end\(\))/.test(read(file)),
    )
    expect(users.sort()).toEqual([
      // better-auth brings its own statements, on tables that belong to no store
      'server/accounts/auth.ts',
      // asks the time and the snapshot, no table
      'server/platform/shared-read.ts',
      'server/platform/tenancy.ts',
    ])
  })

  test('a statement reads its own module and those along the edges, and writes its own alone', () => {
    const owners = new Map<string, string>()
    for (const module of Object.keys(edges)) {
      const file = `server/${module}/tables.ts`
      if (!fs.existsSync(path.join(root, file))) continue
      for (const [, table = ''] of read(file).matchAll(/pgTable\(\s*'(\w+)'/g)) owners.set(table, module)
    }
    for (const [view, module] of Object.entries(views)) owners.set(view, module)
    const breaches = Object.entries(edges).flatMap(([module, others]) =>
      withoutTests(`server/${module}`)
        .filter((file) => !file.endsWith('-command.ts'))
        .flatMap((file) => tablesNamedIn(read(file)).map((named) => ({ file, ...named })))
        .filter(({ table, isWrite }) => {
          const owner = owners.get(table)
          if (owner === undefined || owner === module) return false
          return isWrite || !(others.includes(owner) || reads[module]?.includes(owner))
        })
        .map(({ file, table }) => `${file} names ${table} of ${owners.get(table)}`),
    )
    expect([...new Set(breaches)]).toEqual([])
  })
})

describe('names', () => {
  test('no drawers: index, utils, helpers, common, services, managers', () => {
    const drawers = /(?:^|\/)(?:index|utils?|helpers?|common|services?|managers?|misc)(?:\.tsx?$|\/)/
    expect(['server', 'shared', 'client', 'e2e'].flatMap(files).filter((file) => drawers.test(file))).toEqual(
      [],
    )
  })

  test('only config.ts reads the environment of the server', () => {
    const readers = files('server').filter(
      (file) =>
        !/test|config\.ts$/.test(file) &&
        /process\.env\b(?!\[?['"]?PATH)/.test(fs.readFileSync(path.join(root, file), 'utf8')),
    )
    // entry points hand the environment to readConfig
    expect(readers.filter((file) => !/main\.ts$|-command\.ts$/.test(file))).toEqual([])
  })
})
