import "server-only";
import Redis from "ioredis";
import ipaddr from "ipaddr.js";
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import { env } from "@/lib/core/env.ts";
import { AppError } from "@/lib/core/errors.ts";
import { log } from "@/lib/core/log.ts";
import type { LimitName } from "./contract.ts";

type Limiter = RateLimiterMemory | RateLimiterRedis;
type Counted = Exclude<LimitName, "none">;

const shared = globalThis as { stintLimiters?: Map<Counted, Limiter>; stintRedis?: Redis };

const windowSeconds = 60;

function redis(url: string): Redis {
  if (!shared.stintRedis) {
    // No offline queue while Redis is unreachable, and a short timeout for one that hangs: the insurance limiter counts
    // instead. A connection that does not respond is dropped, so that later requests do not wait at all.
    shared.stintRedis = new Redis(url, {
      enableOfflineQueue: false,
      maxRetriesPerRequest: 1,
      lazyConnect: false,
      commandTimeout: 500,
      socketTimeout: 1000,
      connectTimeout: 2000,
    });
    shared.stintRedis.on("error", (error) =>
      log().warn({ error: error.message }, "Redis is unreachable; this process counts limits on its own"),
    );
  }
  return shared.stintRedis;
}

function limiter(name: Counted): Limiter {
  shared.stintLimiters ??= new Map();
  let found = shared.stintLimiters.get(name);
  if (!found) {
    const { REDIS_URL } = env();
    const options = { keyPrefix: `stint:${name}`, points: allowance(name), duration: windowSeconds };
    found = REDIS_URL
      ? new RateLimiterRedis({
          ...options,
          storeClient: redis(REDIS_URL),
          rejectIfRedisNotReady: true,
          insuranceLimiter: new RateLimiterMemory(options),
        })
      : new RateLimiterMemory(options);
    shared.stintLimiters.set(name, found);
  }
  return found;
}

/** Requests per minute of each limit. */
export function allowance(name: Counted): number {
  const { RATE_LIMIT_PER_MINUTE, AUTH_RATE_LIMIT_PER_MINUTE, CHAT_RATE_LIMIT_PER_MINUTE } = env();
  return {
    default: RATE_LIMIT_PER_MINUTE,
    auth: AUTH_RATE_LIMIT_PER_MINUTE,
    recovery: AUTH_RATE_LIMIT_PER_MINUTE,
    chat: CHAT_RATE_LIMIT_PER_MINUTE,
  }[name];
}

/**
 * The key an address is counted under. IPv6 is counted by its /64, the smallest block a customer is given (RFC 6177):
 * each of which has 2^64 addresses. An IPv4-mapped IPv6 address counts as the IPv4 one.
 */
export function addressKey(address: string): string {
  if (!ipaddr.isValid(address)) return `address:${address}`;
  const parsed = ipaddr.process(address);
  if (!(parsed instanceof ipaddr.IPv6)) return `address:${parsed}`;
  return `address:${parsed.parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(":")}::/64`;
}

/** A caller's rate limit state after a request was charged. */
export interface LimitState {
  name: Counted;
  remaining: number;
  /** Seconds until the window resets. */
  resetSeconds: number;
}

/** Headers of draft-ietf-httpapi-ratelimit-headers-10. */
export function limitHeaders(state: LimitState): Record<string, string> {
  return {
    RateLimit: `"${state.name}";r=${state.remaining};t=${state.resetSeconds}`,
    "RateLimit-Policy": `"${state.name}";q=${allowance(state.name)};w=${windowSeconds}`,
  };
}

/** Too many requests; carries the state for the response headers. */
export class LimitExceeded extends AppError {
  readonly state: LimitState;

  constructor(state: LimitState) {
    super("RATE_LIMITED", `Too many requests; try again in ${state.resetSeconds} s`, {
      retryAfter: state.resetSeconds,
    });
    this.state = state;
  }
}

/**
 * Charges one request to `key` under a limit.
 * @throws {LimitExceeded} when the minute's allowance is used up
 */
export async function charge(name: Counted, key: string): Promise<LimitState> {
  const stateOf = (result: RateLimiterRes): LimitState => ({
    name,
    remaining: Math.max(0, result.remainingPoints),
    resetSeconds: Math.max(1, Math.ceil(result.msBeforeNext / 1000)),
  });
  try {
    return stateOf(await limiter(name).consume(key));
  } catch (error) {
    if (error instanceof RateLimiterRes) throw new LimitExceeded(stateOf(error));
    throw error;
  }
}

/** Resets every counter; for tests. */
export function resetLimits(): void {
  shared.stintLimiters = undefined;
}

/** Closes the connection to Redis, if one was opened. */
export async function closeLimits(): Promise<void> {
  await shared.stintRedis?.quit().catch(() => shared.stintRedis?.disconnect());
  shared.stintRedis = undefined;
  shared.stintLimiters = undefined;
}
