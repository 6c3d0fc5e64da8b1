import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

export type Pace = { windowMs: number; leastBytes: number }

/** Half a kilobyte a second: the worst of networks is quicker, and a tunnel is shorter. */
const slowest: Pace = { windowMs: 30_000, leastBytes: 16 * 1024 }

type Receiving = {
  request: IncomingMessage
  response: ServerResponse
  /** When the window began, and what the connection had brought by then. */
  since: number
  bytes: number
}

/**
 * A body may take long, but it has to move: who sends less than `leastBytes` in any window is cut off with a 408. A
 * limit on the whole would have to be so long, for large files from slow phones, that it is none.
 */
export function keepPace(server: Server, { windowMs, leastBytes }: Pace = slowest): void {
  const receiving = new Map<Socket, Receiving>() // the last of each connection
  server.on('connection', (socket: Socket) => socket.once('close', () => receiving.delete(socket)))
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (request.method === 'GET' || request.method === 'HEAD') return // answered without waiting for a body
    const { socket } = request
    receiving.set(socket, { request, response, since: Date.now(), bytes: socket.bytesRead })
  })
  const look = (): void => {
    const now = Date.now()
    for (const [socket, one] of receiving) {
      if (one.request.complete) receiving.delete(socket)
      else if (now - one.since >= windowMs) {
        // what lies there unread has been sent: then it is us who are slow
        const isWaitingForUs = one.request.readableLength > 0
        if (socket.bytesRead - one.bytes < leastBytes && !isWaitingForUs) cutOff(socket, one.response)
        one.since = now
        one.bytes = socket.bytesRead
      }
    }
  }
  const timer = setInterval(look, windowMs / 3).unref()
  server.once('close', () => clearInterval(timer))
}

function cutOff(socket: Socket, response: ServerResponse): void {
  if (!response.headersSent)
    socket.write('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
  socket.destroySoon()
}
