import { onlineManager } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { retryImport } from "./retry-import.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  onlineManager.setOnline(true);
  vi.useRealTimers();
});

test("a part that cannot be loaded is tried again, with longer and longer pauses", async () => {
  const load = vi
    .fn(async () => "part")
    .mockRejectedValueOnce(new Error("away"))
    .mockRejectedValueOnce(new Error("away"));
  const loaded = retryImport(load);
  await vi.advanceTimersByTimeAsync(1999);
  expect(load).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(load).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(3999);
  expect(load).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(1);
  expect(await loaded).toBe("part");
});

test("without a connection nothing is tried until it is back", async () => {
  onlineManager.setOnline(false);
  const load = vi.fn(async () => "part").mockRejectedValueOnce(new Error("away"));
  const loaded = retryImport(load);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(load).toHaveBeenCalledTimes(1);
  onlineManager.setOnline(true);
  expect(await loaded).toBe("part");
});
