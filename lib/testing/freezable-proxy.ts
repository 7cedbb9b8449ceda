import { connect, createServer, type Server, type Socket } from "node:net";

/**
 * A proxy to a server that can be frozen: connections are accepted, and nothing is forwarded, as with a suspended
 * process.
 */
export interface FreezableProxy {
  port: number;
  freeze(): void;
  thaw(): void;
  close(): Promise<void>;
}

const listening = (server: Server): Promise<number> =>
  new Promise((done) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      done(typeof address === "object" && address ? address.port : 0);
    });
  });

/** Starts a proxy to a server on 127.0.0.1. */
export async function startFreezableProxy(upstream: number): Promise<FreezableProxy> {
  const sockets = new Set<Socket>();
  let frozen = false;
  const join = (from: Socket, to: Socket): void => {
    sockets.add(from);
    from.pipe(to);
    from.on("error", () => to.destroy());
    from.on("close", () => {
      sockets.delete(from);
      to.destroy();
    });
    if (frozen) from.pause();
  };
  const server = createServer((client) => {
    const target = connect(upstream, "127.0.0.1");
    join(client, target);
    join(target, client);
  });
  const port = await listening(server);
  const all = (work: (socket: Socket) => void): void => {
    for (const socket of sockets) work(socket);
  };
  return {
    port,
    freeze() {
      frozen = true;
      all((socket) => socket.pause());
    },
    thaw() {
      frozen = false;
      all((socket) => socket.resume());
    },
    close() {
      all((socket) => socket.destroy());
      return new Promise((done) => server.close(() => done()));
    },
  };
}
