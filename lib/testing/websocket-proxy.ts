import { connect } from "node:net";
import { WebSocketServer } from "ws";

export interface WebSocketProxy {
  /** Host and port, in the format of `NEON_WS_PROXY`. */
  address: string;
  close(): Promise<void>;
}

/**
 * A minimal version of Neon's proxy: forwards the bytes of each WebSocket to its own connection to PostgreSQL on
 * `upstream`, a port of 127.0.0.1. It listens on 127.0.0.1 only and ignores the address a client asks for.
 */
export function startWebSocketProxy(upstream: number, port = 0): Promise<WebSocketProxy> {
  const server = new WebSocketServer({ host: "127.0.0.1", port, perMessageDeflate: false });
  server.on("connection", (socket) => {
    const database = connect({ host: "127.0.0.1", port: upstream, noDelay: true });
    socket.on("message", (data: Buffer) => database.write(data));
    socket.on("close", () => database.end());
    socket.on("error", () => database.destroy());
    database.on("data", (data) => socket.readyState === socket.OPEN && socket.send(data));
    database.on("close", () => socket.close());
    database.on("error", () => socket.terminate());
  });
  return new Promise((done, fail) => {
    server.once("error", fail);
    server.once("listening", () => {
      const address = server.address();
      const actual = typeof address === "object" && address ? address.port : port;
      done({
        address: `127.0.0.1:${actual}`,
        close: () =>
          new Promise((closed) => {
            for (const client of server.clients) client.terminate();
            server.close(() => closed());
          }),
      });
    });
  });
}
