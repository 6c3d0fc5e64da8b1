import net from 'node:net'

/** A TCP door to the unix socket of a Postgres that can be made to swallow everything, as a network does that is cut. */
export class BlackHoleProxy {
  readonly #server: net.Server
  readonly #pairs = new Set<[net.Socket, net.Socket]>()
  #isCut = false

  constructor(socketPath: string) {
    this.#server = net.createServer((client) => {
      const database = net.connect(socketPath)
      const pair: [net.Socket, net.Socket] = [client, database]
      this.#pairs.add(pair)
      for (const [from, to] of [pair, [database, client] as const]) {
        from.on('data', (chunk) => to.write(chunk))
        from.on('close', () => to.destroy())
        from.on('error', () => to.destroy())
      }
      client.on('close', () => this.#pairs.delete(pair))
      if (this.#isCut) for (const socket of pair) socket.pause()
    })
  }

  listen(): Promise<number> {
    return new Promise((resolve) => {
      this.#server.listen(0, '127.0.0.1', () => {
        const address = this.#server.address()
        resolve(typeof address === 'object' && address ? address.port : 0)
      })
    })
  }

  /** From now on nothing arrives on either side, and nobody is told. */
  cut(): void {
    this.#isCut = true
    for (const pair of this.#pairs) for (const socket of pair) socket.pause()
  }

  heal(): void {
    this.#isCut = false
    for (const pair of this.#pairs) for (const socket of pair) socket.resume()
  }

  close(): void {
    this.#server.close()
    for (const pair of this.#pairs) for (const socket of pair) socket.destroy()
  }
}
