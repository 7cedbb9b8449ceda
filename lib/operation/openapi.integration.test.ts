import { expect, test, vi } from "vitest";
import { openApiDocument } from "@/lib/api/openapi.ts";
import { call } from "@/lib/testing/http.ts";

vi.mock("@/lib/api/openapi.ts", async (load) => {
  const original = await load<typeof import("@/lib/api/openapi.ts")>();
  return { ...original, openApiDocument: vi.fn(original.openApiDocument) };
});

test("the OpenAPI document is generated once, and a client that has it gets a 304", async () => {
  const first = await call("GET", "/openapi.json");
  const second = await call("GET", "/openapi.json");
  expect([first.status, second.status]).toEqual([200, 200]);
  expect(first.body.openapi).toBe("3.1.0");
  expect(second.text).toBe(first.text);
  const etag = first.headers.get("etag") ?? "";
  const again = await call("GET", "/openapi.json", { headers: { "if-none-match": etag } });
  expect([again.status, again.text]).toEqual([304, ""]);
  expect(openApiDocument).toHaveBeenCalledTimes(1);
});
