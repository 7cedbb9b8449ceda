import { staleAfterMs } from "@/lib/tracking/rules.ts";

/**
 * When this browser fell asleep while a session ran: between two looks at the clock lies more time than a session
 * survives without a heartbeat. Keyed by the session's number; milliseconds of one clock.
 */
const asleepSince = new Map<number, number>();

let latest: { id: number; at: number } | null = null;

/** Notes that this browser is awake while session `id` runs. Call it at least once a minute. */
export function noteAwake(id: number, now: number): void {
  if (latest?.id === id && now - latest.at >= staleAfterMs && !asleepSince.has(id)) asleepSince.set(id, latest.at);
  latest = { id, at: now };
}

/** Notes that the server still has session `id` running: another tab or device has kept it alive. */
export const noteAlive = (id: number): void => void asleepSince.delete(id);

/** When this browser fell asleep during session `id`; undefined when it did not. */
export const fellAsleep = (id: number): number | undefined => asleepSince.get(id);
