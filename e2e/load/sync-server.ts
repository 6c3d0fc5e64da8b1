/** What the sync server is measured beside, a process of its own: a relay that knows nothing of documents, or the stock server. */
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setupWSConnection } from '@y/websocket-server/utils'
import { WebSocketServer, type WebSocket } from 'ws'

export type SyncServer = 'relay' | 'stock'

process.once('message', (kind: SyncServer) => {
  const http = createServer()
  const wss = new WebSocketServer({ server: http, perMessageDeflate: false })
  wss.on('connection', kind === 'relay' ? createRelay() : setupWSConnection)
  http.listen(0, '127.0.0.1', () => process.send?.({ port: (http.address() as AddressInfo).port }))
})
process.once('disconnect', () => process.exit(0))

/** Passes every frame on to all others of the same address: the least that any server has to do. */
function createRelay() {
  const rooms = new Map<string, Set<WebSocket>>()
  return (socket: WebSocket, { url = '' }: IncomingMessage): void => {
    const [address = ''] = url.split('?')
    const room = rooms.get(address) ?? new Set()
    rooms.set(address, room.add(socket))
    socket.on('message', (frame: Buffer) => {
      for (const other of room) if (other !== socket) other.send(frame)
    })
  }
}
