import { globSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createRouter } from "./router.ts";

const root = join(import.meta.dirname, "../../..");
// A pattern that begins with a dot must be explicit.
const files = globSync(["app/**/route.ts", "app/.well-known/**/route.ts"], { cwd: root });
const find = createRouter(files.map((file) => [file, file] as const));

const v1 = (folder: string) => `app/api/v1/${folder}/route.ts`;
const nextAuth = "app/api/auth/[...nextauth]/route.ts";
const nothing = "app/api/[[...path]]/route.ts";

/** The route found, with the parameters that the file's path names. */
function found(path: string): [file: string | undefined, params: Record<string, string>] {
  const { target, params = {} } = find(path) ?? {};
  const { "*": _, ...named } = params;
  return [target, named];
}

const one = "/api/v1/sessions/";
const long = "x".repeat(10_000);

describe("a path is routed to the file that Next's rules give", () => {
  const cases: [what: string, path: string, file: string | undefined, params?: Record<string, string>][] = [
    ["a static path", "/api/v1/sessions", v1("sessions")],
    ["a name in the place of an id", `${one}export`, v1("sessions/export")],
    ["an id", `${one}7`, v1("sessions/[id]"), { id: "7" }],
    ["an id that begins like a name", `${one}exports`, v1("sessions/[id]"), { id: "exports" }],
    ["an id that is the beginning of a name", `${one}expo`, v1("sessions/[id]"), { id: "expo" }],
    ["an id that is a name where a path continues", `${one}start/end`, v1("sessions/[id]/end"), { id: "start" }],
    [
      "two parameters",
      "/api/v1/stats/repo/acme/the-api",
      v1("stats/repo/[owner]/[name]"),
      { owner: "acme", name: "the-api" },
    ],
    ["an encoded slash", `${one}a%2Fb/end`, v1("sessions/[id]/end"), { id: "a/b" }],
    ["an encoded space", `${one}a%20b`, v1("sessions/[id]"), { id: "a b" }],
    ["an encoded percent sign, decoded once", `${one}%2525`, v1("sessions/[id]"), { id: "%25" }],
    ["encoded letters beyond ASCII", "/api/v1/poses/s%C3%A4ule-%E6%97%A5", v1("poses/[slug]"), { slug: "säule-日" }],
    ["letters beyond ASCII as they are", "/api/v1/poses/säule", v1("poses/[slug]"), { slug: "säule" }],
    ["a segment of 10,000 characters", one + long, v1("sessions/[id]"), { id: long }],
    ["a property name of every object", `${one}__proto__`, v1("sessions/[id]"), { id: "__proto__" }],
    [
      "a folder that begins with a dot",
      "/.well-known/oauth-protected-resource/api/mcp",
      "app/.well-known/oauth-protected-resource/api/mcp/route.ts",
    ],
    ["a file's name", "/openapi.json", "app/openapi.json/route.ts"],

    ["a path without its version", "/api/tasks/5", v1("tasks/[id]"), { id: "5" }],
    ["a static path without its version", "/api/sessions/export", v1("sessions/export")],
    ["an encoded segment without its version", "/api/tasks/a%2Fb", v1("tasks/[id]"), { id: "a/b" }],
    ["10,000 characters without their version", `/api/tasks/${long}`, v1("tasks/[id]"), { id: long }],
    ["ours that begins like next-auth's", "/api/auth/sessions", v1("auth/sessions")],
    ["one of ours that begins like next-auth's", "/api/auth/sessions/5", v1("auth/sessions/[id]"), { id: "5" }],
    ["ours beside next-auth's", "/api/auth/login", v1("auth/login")],
    ["next-auth's session", "/api/auth/session", nextAuth],
    ["next-auth's callback", "/api/auth/callback/github", nextAuth],
    [
      "next-auth's callback, which also is ours by its version",
      "/api/v1/auth/github/callback",
      v1("auth/github/callback"),
    ],
    ["/api/health", "/api/health", "app/health/route.ts"],
    ["/api/health/live", "/api/health/live", "app/health/live/route.ts"],
    ["/auth/refresh", "/auth/refresh", v1("auth/refresh")],
    ["/auth/github/callback", "/auth/github/callback", v1("auth/github/callback")],
    ["a chat by its user's id", "/api/7/chat", v1("users/[user_id]/chat"), { user_id: "7" }],
    [
      "a conversation by its user's id",
      "/api/7/conversations/abc",
      v1("users/[user_id]/conversations/[id]"),
      { user_id: "7", id: "abc" },
    ],
    ["no user's id", "/api/seven/chat", nothing],
    ["the MCP server, which has no version", "/api/mcp", "app/api/mcp/route.ts"],
    ["the sweep, which has no version", "/api/cron/sweep", "app/api/cron/sweep/route.ts"],

    ["/api", "/api", nothing],
    ["/api/v1", "/api/v1", nothing],
    ["/api/nothing", "/api/nothing", nothing],
    ["/api/auth", "/api/auth", nothing],
    ["a path below a file without children", "/api/v1/poses/tree/leaf", nothing],
    ["another case", "/api/v1/Sessions", nothing],

    ["/", "/", undefined],
    ["a page", "/today", undefined],
    ["a page that begins like a file", "/healthy", undefined],
    ["a path below a file", "/docs/more", undefined],
    ["broken percent-encoding", "/today/%zz", undefined],
  ];

  it.each(cases)("%s", (_what, path, file, params = {}) => {
    expect(found(path)).toEqual([file, params]);
  });
});

describe("every route file is found by its own path", () => {
  const own = (file: string, value: string): string => {
    const segments = file
      .replace(/\/route\.ts$/, "")
      .split("/")
      .slice(1)
      .filter((segment) => !segment.startsWith("("));
    // Below /api/auth, only next-auth's own names are next-auth's.
    const rest = file === nextAuth ? "callback/credentials" : "no/such/thing";
    return `/${segments.map((segment) => segment.replace(/^\[+\.\.\..*/, rest).replace(/^\[\w+\]$/, value)).join("/")}`;
  };

  it.each(["7", "export", "a b", "a/b", "ä", ":id", "*", "..", "constructor"])(
    "with parameters that are %s",
    (value) => {
      expect(files.length).toBeGreaterThan(70);
      const encoded = encodeURIComponent(value);
      for (const file of files) {
        // A name in the place of an id is another file's path.
        const other = files.find((each) => each === file.replaceAll(/\[\w+\]/g, value)) ?? file;
        const names = [...other.matchAll(/\[(\w+)\]/g)].map(([, name]) => [name, value]);
        expect([file, ...found(own(file, encoded))]).toEqual([file, other, Object.fromEntries(names)]);
      }
    },
  );
});
