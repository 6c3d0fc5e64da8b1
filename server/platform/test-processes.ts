import fs from 'node:fs'

/** Living processes with `text` in their command line. Linux only. */
export function processesWith(text: string): number[] {
  return fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((name) => {
      try {
        const line = fs.readFileSync(`/proc/${name}/cmdline`, 'utf8') // empty for a zombie
        return line.includes(text) ? [Number(name)] : []
      } catch {
        return [] // it has ended meanwhile
      }
    })
}
