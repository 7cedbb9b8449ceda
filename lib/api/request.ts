import "server-only";
import { randomUUID } from "node:crypto";
import { isIP } from "node:net";
import { env } from "@/lib/core/env.ts";

/** The caller's own request id when it is valid, otherwise a new one. */
export function requestIdOf(headers: Headers): string {
  const given = headers.get("x-request-id");
  return given && /^[\w.:-]{1,128}$/.test(given) ? given : randomUUID();
}

/** Some proxies write `192.0.2.1:4711` or `[2001:db8::1]:4711`. */
function withoutPort(hop: string): string {
  const [, bracketed, plain] = /^\[([^\]]{2,45})\](?::\d{1,5})?$|^([\d.]{7,15}):\d{1,5}$/.exec(hop) ?? [];
  return bracketed ?? plain ?? hop;
}

/**
 * The caller's address: the socket's (`x-stint-peer`, which instrumentation.ts overwrites on every request), or the one
 * seen by the outermost trusted proxy: the n-th from the right in `X-Forwarded-For` behind n proxies.
 */
export function addressOf(headers: Headers): string {
  const hops = env().TRUST_PROXY;
  const forwarded = headers.get("x-forwarded-for");
  if (hops > 0 && forwarded) {
    const addresses = forwarded.split(",").map((address) => address.trim());
    const address = withoutPort(addresses[Math.max(0, addresses.length - hops)] ?? "");
    // Any other text would get its own budget, so a caller who sends a new one each time would never be limited.
    if (isIP(address) !== 0) return address;
  }
  return headers.get("x-stint-peer") ?? "unknown";
}

/** The `User-Agent`, truncated where no real one is that long. */
export const userAgentOf = (headers: Headers): string => headers.get("user-agent")?.slice(0, 300) ?? "";

/**
 * The path and the query of a full URL, the query without its question mark. Only sliced, as the URL was already parsed
 * when the request was created.
 */
export function splitUrl(url: string): { path: string; query: string } {
  const start = url.indexOf("/", url.indexOf("//") + 2);
  const end = url.indexOf("#", start);
  const target = url.slice(start === -1 ? url.length : start, end === -1 ? undefined : end);
  const mark = target.indexOf("?");
  return mark === -1 ? { path: target, query: "" } : { path: target.slice(0, mark), query: target.slice(mark + 1) };
}
