import { expect, test } from "vitest";
import { mcpClients } from "./mcp-clients.ts";

const textsOf = (address: string, token?: string) =>
  mcpClients(address, token).flatMap(({ id, texts }) => texts.map(({ text }) => ({ id, text })));

test("every client is given the address, and a token or the place where it goes", () => {
  for (const token of ["stint_abc", undefined]) {
    const clients = mcpClients("https://stint.example", token);
    for (const { id, texts } of clients) {
      const all = texts.map(({ text }) => text).join("\n");
      expect([id, all.split("https://stint.example/api/mcp").length]).toEqual([id, 2]);
      expect([id, all.split(`Bearer ${token ?? "YOUR_TOKEN"}`).length]).toEqual([id, 2]);
    }
  }
});

test("what goes into a file is JSON in the shape its client reads", () => {
  const files = Object.fromEntries(
    textsOf("https://stint.example", "stint_abc")
      .filter(({ text }) => text.startsWith("{"))
      .map(({ id, text }) => [id, JSON.parse(text)]),
  );
  const headers = { Authorization: "Bearer stint_abc" };
  const url = "https://stint.example/api/mcp";
  expect(files).toEqual({
    "claude-desktop": {
      mcpServers: {
        stint: {
          command: "npx",
          args: ["-y", "mcp-remote", url, "--header", "Authorization:${" + "STINT_AUTHORIZATION}"],
          env: { STINT_AUTHORIZATION: "Bearer stint_abc" },
        },
      },
    },
    cursor: { mcpServers: { stint: { url, headers } } },
    "vs-code": { servers: { stint: { type: "http", url, headers } } },
  });
});

test.each([
  ["http://stint.local:3000", true],
  ["http://192.168.1.5:3000", true],
  ["http://localhost:3000", false],
  ["http://127.0.0.1:3000", false],
  ["http://[::1]:3000", false],
  ["https://stint.example", false],
])("Claude Desktop reaches %s, with leave to go without TLS: %s", (address, allowed) => {
  const desktop = textsOf(address).find(({ id }) => id === "claude-desktop");
  expect(desktop?.text.includes("--allow-http")).toBe(allowed);
});
