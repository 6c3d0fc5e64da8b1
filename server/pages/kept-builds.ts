import { createHash } from 'node:crypto'
import { cp, mkdir, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'

/** The one that is served, and two before it: a page that is open asks for the files of the build it came with. */
const KEPT = 3

/**
 * Copies the files of a build to `folder`, where building does not reach and which outlives a container, and lets those
 * of builds before the last three go. Servers that share `folder` find each other's there, while one of them is newer.
 */
export async function keepBuild(client: string, folder: string): Promise<void> {
  const manifest = await readFile(join(client, '.vite/manifest.json'))
  const own = join(folder, createHash('sha256').update(manifest).digest('hex').slice(0, 16))
  await mkdir(folder, { recursive: true })
  if (!(await timeOf(own))) {
    const draft = `${own}.${process.pid}`
    await cp(join(client, 'assets'), draft, { recursive: true })
    await rename(draft, own).catch(async (error: unknown) => {
      await rm(draft, { recursive: true, force: true })
      if (!(await timeOf(own))) throw error // else another start was quicker
    })
  }
  const now = new Date()
  await utimes(own, now, now)
  for (const old of (await keptBuilds(folder)).slice(KEPT)) await rm(old, { recursive: true, force: true })
}

const NAME = /^[0-9a-f]{16}$/

/** Folders of the builds that are kept, the last one first. */
export async function keptBuilds(folder: string): Promise<string[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => NAME.test(name)) // no half copy
  const paths = names.map((name) => join(folder, name))
  const times = new Map(await Promise.all(paths.map(async (path) => [path, await timeOf(path)] as const)))
  return paths.sort((one, other) => (times.get(other) ?? 0) - (times.get(one) ?? 0))
}

const timeOf = (path: string) =>
  stat(path).then(
    (file) => file.mtimeMs,
    () => 0, // it has just been let go
  )
