import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/** Listens on loopback and returns the port, which differs from the one asked for when that is 0. */
export async function listenOnLoopback(server: Server, port = 0): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has an address and a port');
  return address.port;
}

/** Refuses (EADDRINUSE) a port that is taken; answers with a free one when asked for 0. */
export async function findFreePort(port = 0): Promise<number> {
  const server = createServer();
  const free = await listenOnLoopback(server, port);
  server.close();
  await once(server, 'close');
  return free;
}
