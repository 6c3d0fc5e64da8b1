import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import https from 'node:https'
import net, { type AddressInfo } from 'node:net'
import tls from 'node:tls'
import { afterAll, beforeAll } from 'vitest'
import type { Network } from './public-request.ts'

/** Of fotos.example, good until 2126; it opens nothing but this test. */
const certificate = [
  '-----BEGIN CERTIFICATE-----',
  'MIIBoTCCAUegAwIBAgIUbxHhGX52xSz89Czt+h3Cm8iDPqYwCgYIKoZIzj0EAwIw',
  'GDEWMBQGA1UEAwwNZm90b3MuZXhhbXBsZTAgFw0yNjExMjExMjU0MzRaGA8yMTI2',
  'MTAyODEyNTQzNFowGDEWMBQGA1UEAwwNZm90b3MuZXhhbXBsZTBZMBMGByqGSM49',
  'AgEGCCqGSM49AwEHA0IABJrhzZwkNUrI9ifnO1aFD4Wl18UH2KEwMpXSsIouqaD7',
  'Li7BqonR6ohUWVOb87SSpjftssjOrDXRi4YD64Iv8y6jbTBrMB0GA1UdDgQWBBQB',
  'p8100Km4utrgh9La4L8nBYp3njAfBgNVHSMEGDAWgBQBp8100Km4utrgh9La4L8n',
  'BYp3njAPBgNVHRMBAf8EBTADAQH/MBgGA1UdEQQRMA+CDWZvdG9zLmV4YW1wbGUw',
  'CgYIKoZIzj0EAwIDSAAwRQIgXLgK2HN/xH2Uzp1GsjJAZ5mwCZu/6kJHcAqaQ4W/',
  'gQwCIQCibiARv4JRGqlteuBVQikHVl+z6jvxPGWD8ahU/4UxGQ==',
  '-----END CERTIFICATE-----',
].join('\n')
const key = [
  '-----BEGIN PRIVATE KEY-----',
  'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg85WtQcBRvAc3xq/M',
  'Dbbix1QvIOowMfzTbyHOChlLPcyhRANCAASa4c2cJDVKyPYn5ztWhQ+FpdfFB9ih',
  'MDKV0rCKLqmg+y4uwaqJ0eqIVFlTm/O0kqY37bLIzqw10YuGA+uCL/Mu',
  '-----END PRIVATE KEY-----',
].join('\n')

export type Site = (request: IncomingMessage, response: ServerResponse) => void

/**
 * An internet of one machine: whatever address is connected to, this server answers, and every connection is written
 * down. Names mean what `names` says; an answer of several lists is a server that changes its mind.
 */
export function testInternet() {
  const connected: string[] = []
  const names = new Map<string, string[][]>()
  const sockets = new Set<net.Socket>()
  let site: Site = (_request, response) => response.writeHead(404).end()
  const answer: Site = (request, response) => site(request, response)
  const plain = http.createServer(answer)
  const secure = https.createServer({ cert: certificate, key }, answer)
  const trusted = tls.getCACertificates('default')
  for (const server of [plain, secure]) {
    server.on('connection', (socket: net.Socket) => {
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket))
    })
    beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
    afterAll(() => void server.close())
  }
  beforeAll(() => tls.setDefaultCACertificates([...trusted, certificate]))
  afterAll(() => {
    tls.setDefaultCACertificates(trusted)
    for (const socket of sockets) socket.destroy()
  })
  const network: Network = {
    ports: [80, 443],
    resolve: (host) => {
      const answers = names.get(host)
      const [answer] = answers ?? []
      if (!answers || !answer) return Promise.reject(new Error(`ENOTFOUND ${host}`))
      if (answers.length > 1) answers.shift()
      return Promise.resolve(answer)
    },
    connect: (address, port) => {
      connected.push(`${address} ${port}`)
      const server = port === 443 ? secure : plain
      return net.connect((server.address() as AddressInfo).port, '127.0.0.1')
    },
  }
  return {
    network,
    connected,
    names,
    answer: (next: Site) => (site = next),
  }
}
