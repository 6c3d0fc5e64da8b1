import net from 'node:net'

export type Answer = { status: number; etag: string | undefined; body: string }

/**
 * One keep-alive connection that sends a request whole and reads its answer: so little work that the generator does not
 * measure itself. Understands only answers with a Content-Length, which is what all sides send here.
 */
export class HttpConnection {
  readonly #socket: net.Socket
  #received: Buffer = Buffer.alloc(0)
  #waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | undefined
  readonly #keepsBody: boolean

  constructor(port: number, keepsBody = false) {
    this.#keepsBody = keepsBody
    this.#socket = net.connect({ port, host: '127.0.0.1', noDelay: true })
    this.#socket.on('data', (chunk) => this.#receive(chunk))
    this.#socket.on('error', (error) => this.#fail(error))
    this.#socket.on('close', () => this.#fail(new Error('the connection was closed')))
  }

  send(request: string | Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
      this.#socket.write(request)
    })
  }

  close(): void {
    this.#socket.destroy()
  }

  #fail(error: Error): void {
    this.#waiting?.reject(error)
    this.#waiting = undefined
  }

  #receive(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk])
    const headEnd = this.#received.indexOf('\r\n\r\n')
    if (headEnd === -1) return
    const head = this.#received.toString('latin1', 0, headEnd)
    const status = Number(head.slice(9, 12))
    const length = status === 304 || status === 204 ? 0 : Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1])
    if (Number.isNaN(length)) return this.#fail(new Error(`an answer without Content-Length: ${head}`))
    const end = headEnd + 4 + length
    if (this.#received.length < end) return
    const etag = this.#keepsBody ? /\r\netag: (\S+)/i.exec(head)?.[1] : undefined
    const body = this.#keepsBody || status >= 400 ? this.#received.toString('utf8', headEnd + 4, end) : ''
    this.#received = this.#received.subarray(end)
    const waiting = this.#waiting
    this.#waiting = undefined
    waiting?.resolve({ status, etag, body })
  }
}

/** A request as text; the body, if there is one, is JSON. */
export function requestText(
  method: 'GET' | 'POST',
  path: string,
  headers: Record<string, string> = {},
  body?: unknown,
): string {
  const content = body === undefined ? '' : JSON.stringify(body)
  const all = {
    Host: 'localhost',
    ...(body === undefined
      ? {}
      : { 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(content)) }),
    ...headers,
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${content}`
}
