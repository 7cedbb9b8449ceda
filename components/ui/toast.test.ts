import { beforeEach, expect, it, vi } from "vitest";

// Each test begins as a page does: with nobody there to tell.
beforeEach(() => vi.resetModules());

function recorder() {
  const told: unknown[][] = [];
  const as =
    (kind: string) =>
    (...news: unknown[]) =>
      told.push([kind, ...news]);
  const teller = Object.assign(as("plain"), { success: as("success"), error: as("error"), dismiss: as("dismiss") });
  return { told, teller: teller as unknown as Parameters<typeof import("./toast.ts")["setToaster"]>[0] };
}

it("keeps what is told early, in its order, and has the place fetched for it", async () => {
  const { toast, fetchTellerBy, setToaster } = await import("./toast.ts");
  const fetch = vi.fn();
  toast("one", { id: "a" });
  expect(fetch).not.toHaveBeenCalled();
  fetchTellerBy(fetch);
  expect(fetch).toHaveBeenCalledTimes(1);
  toast.dismiss("a");
  // The first fetch may have failed for want of a connection.
  expect(fetch).toHaveBeenCalledTimes(2);

  const { told, teller } = recorder();
  setToaster(teller);
  expect(told).toEqual([
    ["plain", "one", { id: "a" }],
    ["dismiss", "a"],
  ]);
});

it("tells at once when somebody is there, and nothing twice", async () => {
  const { toast, fetchTellerBy, setToaster } = await import("./toast.ts");
  const fetch = vi.fn();
  fetchTellerBy(fetch);
  const { told, teller } = recorder();
  setToaster(teller);
  toast.success("saved");
  toast.error("refused", { description: "why" });
  setToaster(teller);
  expect(told).toEqual([
    ["success", "saved"],
    ["error", "refused", { description: "why" }],
  ]);
  expect(fetch).not.toHaveBeenCalled();
});
