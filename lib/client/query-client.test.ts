import { afterEach, expect, it, vi } from "vitest";
import { createQueryClient } from "./query-client.ts";

afterEach(() => vi.useRealTimers());

it("leaves no timer behind on the server, where each would keep its whole request in memory", () => {
  vi.useFakeTimers();
  const client = createQueryClient();
  client.setQueryData(["sessions"], []);
  expect(client.getQueryData(["sessions"])).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});
