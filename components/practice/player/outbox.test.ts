import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { flush, keepWaiting, type News, onNews } from "./outbox.ts";
import type { Waiting } from "./outbox-record.ts";

// Without IndexedDB, as here, practices wait in memory; everything else is as in a browser.

const person = 7;

interface Sent {
  method: string;
  path: string;
  body: Record<string, unknown>;
}

/** A server that knows one person, and what it was sent that changes something. */
function server(answers: Partial<Record<string, () => Response>> = {}, signedIn: number | null = person) {
  const sent: Sent[] = [];
  vi.stubGlobal("fetch", async (address: string, init: RequestInit = {}) => {
    const path = address.replace("/api/v1", "");
    if (path === "/csrf-token") return Response.json({ data: { csrfToken: "token" } });
    if (signedIn === null) return Response.json({ code: "UNAUTHORIZED" }, { status: 401 });
    if (new Headers(init.headers).get("x-user-id") !== String(signedIn)) {
      return Response.json({ code: "USER_ID_MISMATCH" }, { status: 403 });
    }
    sent.push({ method: init.method ?? "GET", path, body: JSON.parse(String(init.body ?? "null")) });
    const answer = answers[path];
    if (answer) return answer();
    return Response.json({ id: 3, started_at: "2026-03-01T09:00:00.000Z", achievements: [{ slug: "first-practice" }] });
  });
  return sent;
}

let key: string;
const heard: News[] = [];
let leave: () => void;

beforeEach(() => {
  key = crypto.randomUUID();
  vi.stubGlobal("localStorage", { getItem: () => null, setItem: () => {}, removeItem: () => {} });
  heard.length = 0;
  leave = onNews((news) => heard.push(news));
});

afterEach(async () => {
  leave();
  await keepWaiting(person, key, () => undefined);
  vi.unstubAllGlobals();
});

const finished = (more: Partial<Waiting> = {}) =>
  keepWaiting(person, key, () => ({
    key,
    person,
    sequence_id: 5,
    copy: { name: "Desk Break", style: "desk", poses: [] },
    begun: Date.now() - 3_600_000,
    ended: Date.now() - 3_300_000,
    id: null,
    started: null,
    result: { duration_seconds: 130, completed_poses: 3, skipped_poses: 0, outcomes: [] },
    revision: 4,
    told: 0,
    completed: false,
    mood: "calm",
    note: null,
    wordsWait: true,
    discarded: false,
    refused: null,
    ...more,
  }));

test("a practice of an hour ago is begun and completed, once, however often and at once it is sent", async () => {
  const sent = server();
  await finished();
  await Promise.all([flush(person), flush(person), flush(person)]);
  await flush(person);
  expect(sent.map(({ method, path }) => `${method} ${path}`)).toEqual([
    "POST /practice/sessions",
    "POST /practice/sessions/3/complete",
  ]);
  expect(sent[0]?.body).toMatchObject({ client_session_id: key, copy: { name: "Desk Break" } });
  expect(sent[0]?.body).toHaveProperty("started_at");
  expect(sent[1]?.body).toMatchObject({ duration_seconds: 130, mood: "calm" });
  expect(heard.flatMap(({ recorded }) => recorded?.achievements ?? [])).toEqual([{ slug: "first-practice" }]);
});

test("it waits while nobody is signed in, or somebody else is", async () => {
  await finished();
  const nobody = server({}, null);
  expect(await flush(person)).toBe("signed-out");
  const another = server({}, 8);
  expect(await flush(person)).toBe("other-account");
  expect([...nobody, ...another]).toEqual([]);
  const sent = server();
  expect(await flush(person)).toBe("sent");
  expect(sent).toHaveLength(2);
});

test("an answer that was lost on its way is asked for again", async () => {
  await finished();
  const lost = server({
    "/practice/sessions": () => {
      throw new TypeError("Failed to fetch");
    },
  });
  expect(await flush(person)).toBe("waiting");
  expect(lost).toHaveLength(1);
  const sent = server();
  expect(await flush(person)).toBe("sent");
  expect(sent.map(({ body }) => body.client_session_id)).toEqual([key, undefined]);
});

test("a refusal is told with its reason and not sent again", async () => {
  await finished();
  const refuse = () => Response.json({ code: "VALIDATION_ERROR", message: "There is no pose x" }, { status: 422 });
  const sent = server({ "/practice/sessions": refuse });
  await flush(person);
  await flush(person);
  expect(sent).toHaveLength(1);
  expect(heard.at(-1)?.waiting?.refused?.message).toBe("There is no pose x");
});

test("a practice nothing was held of leaves nothing behind", async () => {
  const sent = server();
  await finished({ discarded: true });
  await flush(person);
  expect(sent).toEqual([]);
  await finished({ discarded: true, id: 3 });
  await flush(person);
  expect(sent.map(({ method, path }) => `${method} ${path}`)).toEqual(["DELETE /practice/sessions/3"]);
});
