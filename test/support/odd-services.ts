import { createServer, type Server, type ServerResponse } from 'node:http'
import { createServer as tcpServer, type AddressInfo, type Server as TcpServer, type Socket } from 'node:net'
import { gzipSync } from 'node:zlib'

const routes: Record<string, (response: ServerResponse) => void> = {
  '/ok': (response) => response.end('{"status":"ok","n":3}'),
  '/204': (response) => response.writeHead(204).end(),
  '/html': (response) => response.end('<html>'),
  '/circle': (response) => response.writeHead(302, { location: '/circle' }).end(),
  '/429': (response) => response.writeHead(429, { 'retry-after': '60' }).end(),
  '/404': (response) => response.writeHead(404).end(),
  '/bomb': (response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(50_000_000))),
  '/hang': () => undefined,
  '/reset': (response) => void response.socket?.destroy(),
  '/megabytes': (response) => response.end(Buffer.alloc(40_000_000, 'x')),
  '/drip': (response) => {
    const timer = setInterval(() => response.write('.'), 50)
    response.on('close', () => clearInterval(timer))
  },
  '/status': (response) => response.end('{"status":{"indicator":"none","description":"All good"}}'),
  '/incident': (response) =>
    response.end('{"status":{"indicator":"major","description":"Outage"},"incidents":[{"name":"Disk"}]}'),
}

export interface OddServices {
  web: string
  /** Speaks one line and closes, as a database in some kind of trouble does. */
  speaking(reply: string | Buffer): Promise<number>
  close(): void
}

/** What answers oddly on loopback. */
export async function oddServices(): Promise<OddServices> {
  const servers: (Server | TcpServer)[] = []
  const sockets = new Set<Socket>()
  const listen = async (server: Server | TcpServer): Promise<number> => {
    servers.push(server)
    server.on('connection', (socket: Socket) => {
      sockets.add(socket)
      socket.on('error', () => undefined)
    })
    await new Promise<void>((resolve) => server.listen(0, resolve))
    return (server.address() as AddressInfo).port
  }
  const answer = (path: string, response: ServerResponse) =>
    (routes[path] ?? ((unknown: ServerResponse) => unknown.writeHead(404).end()))(response)
  const port = await listen(createServer((request, response) => answer(request.url ?? '', response)))
  return {
    web: `http://127.0.0.1:${port}`,
    speaking: (reply) =>
      listen(
        tcpServer((socket) => {
          socket.on('data', () => socket.write(reply))
        }),
      ),
    close() {
      for (const socket of sockets) socket.destroy()
      for (const server of servers) server.close()
    },
  }
}
