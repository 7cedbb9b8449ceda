import { expect, test } from "vitest";
import { contracts } from "@/lib/app/contracts.ts";
import { routeFiles } from "@/lib/testing/http.ts";
import { type AnyEndpoint, publicPath } from "./contract.ts";
import type { Handlers, RouteHandler } from "./route.ts";

/** Doors that are not plain JSON, each with the reason why it has no contract. */
const otherDoors = new Map([
  ["/app/.well-known/oauth-protected-resource/api/mcp/route.ts", "a document in the shape of RFC 9728"],
  ["/app/api/auth/[...nextauth]/route.ts", "next-auth's own protocol"],
  ["/app/api/mcp/route.ts", "the Model Context Protocol"],
  ["/app/api/[[...path]]/route.ts", "answers 404 for what is nothing"],
  ["/app/docs/route.ts", "a page"],
  ["/app/images/figures.svg/route.ts", "a picture"],
  ["/app/redoc/route.ts", "a page"],
]);

const name = (method: string, path: string) => `${method} ${path}`;

async function servedByRoutes(): Promise<Map<string, AnyEndpoint>> {
  const served = new Map<string, AnyEndpoint>();
  for (const [file, load] of routeFiles) {
    if (otherDoors.has(file)) continue;
    const path = file
      .replace(/^\/app/, "")
      .replace(/\/route\.ts$/, "")
      .replaceAll(/\[(\w+)\]/g, ":$1");
    const handlers: Handlers = await load();
    for (const [method, handler] of Object.entries(handlers) as [string, RouteHandler][]) {
      if (handler.contract) served.set(name(method, path), handler.contract);
    }
  }
  return served;
}

const endpoints: AnyEndpoint[] = Object.values(contracts).flatMap((domain) => Object.values<AnyEndpoint>(domain));

test("every contract has a route that serves it, under the contract's own path and method", async () => {
  const served = await servedByRoutes();
  for (const contract of endpoints) {
    const wanted = name(contract.method, publicPath(contract));
    expect([wanted, served.get(wanted)]).toEqual([wanted, contract]);
  }
});

test("every route file serves a contract of the registry, or is a known other door", async () => {
  const served = await servedByRoutes();
  const known = new Set(endpoints.map((contract) => name(contract.method, publicPath(contract))));
  expect([...served.keys()].filter((route) => !known.has(route))).toEqual([]);
  const files = routeFiles.map(([file]) => file);
  expect([...otherDoors.keys()].filter((file) => !files.includes(file))).toEqual([]);
  for (const [file, load] of routeFiles) {
    if (otherDoors.has(file)) continue;
    const handlers = Object.values(await load()) as RouteHandler[];
    expect([file, handlers.some((handler) => handler.contract)]).toEqual([file, true]);
  }
});
