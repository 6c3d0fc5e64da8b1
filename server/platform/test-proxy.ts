import net from 'node:net'

/** A way to the database that can be closed and opened again, on TCP. */
export class DatabaseProxy {
  readonly #socket: string
  readonly #connections = new Set<net.Socket>()
  #server: net.Server | undefined
  port = 0

  constructor(socketDirectory: string) {
    this.#socket = `${socketDirectory}/.s.PGSQL.5432`
  }

  async open(): Promise<void> {
    this.#server = net.createServer((near) => {
      const far = net.connect(this.#socket)
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#connections.add(from)
        from.pipe(to)
        from.once('close', () => {
          this.#connections.delete(from)
          to.destroy()
        })
        from.on('error', () => to.destroy())
      }
    })
    const server = this.#server
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve))
    const address = server.address()
    this.port = typeof address === 'object' && address ? address.port : 0
  }

  /** On the connections there are nothing passes any more, and nobody is told. */
  freeze(): void {
    for (const connection of this.#connections) connection.unpipe().pause()
  }

  /** Cuts every connection and takes no further one. */
  async close(): Promise<void> {
    const server = this.#server
    if (!server) return
    const closed = new Promise((resolve) => server.close(resolve))
    for (const connection of this.#connections) connection.destroy()
    await closed
    this.#server = undefined
  }
}
