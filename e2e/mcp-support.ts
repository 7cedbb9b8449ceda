import { execFile } from "node:child_process";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

/** What third-party MCP tools need to test Stint's server. */

/** Runs a package's program under Stint's own Node; returns its exit code and its output. */
export function run(program: string, args: string[], home: string): Promise<{ code: number; out: string }> {
  return new Promise((resolve) => {
    // The inspector stores its own files in the home folder.
    const options = { env: { ...process.env, HOME: home, USERPROFILE: home, NO_COLOR: "1" } };
    execFile("node_modules/.bin/node", [`node_modules/.bin/${program}`, ...args], options, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === "number" ? error.code : error ? 1 : 0, out: stdout || stderr });
    });
  });
}

/**
 * A proxy between a client that cannot send a token and the server: adds the token and leaves everything else, `Host`
 * and `Origin` included, unchanged.
 */
export async function withToken(address: string, token: string) {
  const { hostname, port } = new URL(address);
  const server = createServer((incoming, outgoing) => {
    const { url: path, method, headers } = incoming;
    const authorized = { ...headers, authorization: `Bearer ${token}` };
    const forwarded = request({ hostname, port, path, method, headers: authorized }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    forwarded.on("error", () => outgoing.destroy());
    incoming.pipe(forwarded);
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
