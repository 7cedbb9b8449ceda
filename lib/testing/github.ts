import { createHash, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createEmulator } from "emulate";
import { freePort } from "./embedded-postgres.ts";
import { githubApplication } from "./github-application.ts";

/** A fake GitHub: the emulator, behind a proxy that requires PKCE as GitHub does. */
export interface TestGithub {
  url: string;
  /** Overrides the emulator's responses, by path; undefined passes the request on. */
  answers: Record<string, (request: IncomingMessage, response: ServerResponse) => void>;
  /** Requested paths. */
  asked: string[];
  /** What a user does at GitHub: opens the page at `location` and authorises. Returns the redirect. */
  agree(location: string, login: string): Promise<URL>;
  /** An authorisation code for a client with this PKCE challenge, if any. */
  code(login: string, challenge?: string): Promise<string>;
  close(): Promise<void>;
}

const redirectUri = "http://localhost:3000/api/auth/callback/github";

export const challengeOf = (verifier: string): string => createHash("sha256").update(verifier).digest("base64url");
export const newVerifier = (): string => randomBytes(32).toString("base64url");

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

interface GithubOptions {
  /** Its port; any free one by default. */
  port?: number;
  /** Its redirect URL. */
  redirectUri?: string;
}

/** Adds GitHub's Cancel button to the emulator's page. */
function withCancel(page: string, asked: URLSearchParams): string {
  const back = new URL(asked.get("redirect_uri") ?? redirectUri);
  back.searchParams.set("error", "access_denied");
  back.searchParams.set("error_description", "The user has denied your application access.");
  back.searchParams.set("state", asked.get("state") ?? "");
  const link = `<a href="${back.href.replaceAll("&", "&amp;")}">Cancel</a>`;
  return page.replace("</body>", `<p style="position: fixed; top: 0; left: 0">${link}</p></body>`);
}

/** Starts it; `users` may sign in there. */
export async function startGithub(
  users: { login: string; name?: string; email?: string }[],
  options: GithubOptions = {},
): Promise<TestGithub> {
  const { id, secret } = githubApplication;
  const uris = [options.redirectUri ?? redirectUri];
  const application = { client_id: id, client_secret: secret, name: "Stint", redirect_uris: uris };
  const emulator = await createEmulator({
    service: "github",
    port: await freePort(),
    seed: { github: { users, oauth_apps: [application] } },
  });
  const challenges = new Map<string, string>();
  const answers: TestGithub["answers"] = {};
  const asked: string[] = [];

  const front = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://front");
    asked.push(pathname);
    const answer = answers[pathname];
    if (answer) return answer(request, response);
    const body = await textOf(request);
    const form = new URLSearchParams(body);
    if (pathname === "/login/oauth/authorize") {
      challenges.set(`state ${searchParams.get("state")}`, searchParams.get("code_challenge") ?? "");
    }
    const challenge = challenges.get(`code ${form.get("code")}`);
    if (challenge && challengeOf(form.get("code_verifier") ?? "") !== challenge) {
      response.setHeader("content-type", "application/json");
      return response.end(JSON.stringify({ error: "bad_verification_code" }));
    }
    const passed = await fetch(`${emulator.url}${request.url}`, {
      method: request.method ?? "GET",
      headers: Object.entries(request.headers).flatMap(([name, value]) =>
        typeof value === "string" && !/^(host|connection|content-length)$/.test(name)
          ? [[name, value] as [string, string]]
          : [],
      ),
      redirect: "manual",
      ...(body !== "" && { body }),
    });
    const location = passed.headers.get("location");
    if (location) {
      const leads = new URL(location).searchParams;
      challenges.set(`code ${leads.get("code")}`, challenges.get(`state ${leads.get("state")}`) ?? "");
      response.setHeader("location", location);
    }
    response.statusCode = passed.status;
    response.setHeader("content-type", passed.headers.get("content-type") ?? "text/plain");
    const bytes = Buffer.from(await passed.arrayBuffer());
    const isPage = pathname === "/login/oauth/authorize";
    return response.end(isPage ? withCancel(bytes.toString(), searchParams) : bytes);
  });
  const port = options.port ?? (await freePort());
  await new Promise<void>((listening) => front.listen(port, "127.0.0.1", listening));
  const url = `http://127.0.0.1:${port}`;

  const agree = async (location: string, login: string): Promise<URL> => {
    const page = await fetch(location);
    if (page.status !== 200) throw new Error(`GitHub's page answered ${page.status}`);
    const { searchParams } = new URL(location);
    const fields = ["redirect_uri", "scope", "state", "client_id"];
    const form = new URLSearchParams(fields.map((field) => [field, searchParams.get(field) ?? ""]));
    form.set("login", login);
    const done = await fetch(`${url}/login/oauth/callback`, { method: "POST", body: form, redirect: "manual" });
    return new URL(done.headers.get("location") ?? "");
  };

  return {
    url,
    answers,
    asked,
    agree,
    async code(login, challenge) {
      const query = new URLSearchParams({
        client_id: id,
        redirect_uri: redirectUri,
        state: randomBytes(8).toString("hex"),
      });
      if (challenge) query.set("code_challenge", challenge);
      query.set("scope", "read:user user:email");
      const back = await agree(`${url}/login/oauth/authorize?${query}`, login);
      return back.searchParams.get("code") ?? "";
    },
    async close() {
      front.closeAllConnections();
      await new Promise((closed) => front.close(closed));
      await emulator.close();
    },
  };
}
