import { createRequire } from "node:module";
import { NextRequest } from "next/server";
import { handleNextAuth } from "@/lib/accounts/next-auth/next-auth.ts";

/** Sends requests to next-auth as a browser would: it stores cookies and follows no redirect. */

const require = createRequire(import.meta.url);
let current: NextRequest | undefined;

// next-auth reads the current request from Next; without a server, it is provided here.
require.cache[require.resolve("next/headers")] = {
  exports: {
    headers: async () => current?.headers,
    cookies: async () => current?.cookies,
  },
} as unknown as NodeJS.Module;

export class TestBrowser {
  readonly jar = new Map<string, string>();
  headers: Record<string, string> = { "user-agent": "Mozilla/5.0 (X11; Linux) Firefox/140.0" };

  get cookie(): string {
    return [...this.jar].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  /** Stores cookies from `Set-Cookie` lines, as a browser does. */
  keep(lines: string[]): void {
    for (const line of lines) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "" || /max-age=0(;|$)/i.test(line)) this.jar.delete(name);
      else this.jar.set(name, value);
    }
  }

  /** `path` is relative to `/api/auth/`; `form`, or bytes instead, makes it a POST. */
  async visit(path: string, form?: Record<string, string> | Uint8Array, headers: Record<string, string> = {}) {
    const body = form instanceof Uint8Array ? Buffer.from(form) : form && new URLSearchParams(form).toString();
    const sent = {
      host: "localhost:3000",
      ...this.headers,
      ...(this.jar.size > 0 && { cookie: this.cookie }),
      ...(body !== undefined && {
        "content-type": "application/x-www-form-urlencoded",
        "content-length": String(body.length),
        origin: "http://localhost:3000",
      }),
      ...headers,
    };
    const url = `http://localhost:3000/api/auth/${path}`;
    current = new NextRequest(url, {
      headers: sent,
      method: body === undefined ? "GET" : "POST",
      ...(body !== undefined && { body }),
    });
    const nextauth = path.split("?")[0]?.split("/") ?? [];
    const response = await handleNextAuth(current, { params: Promise.resolve({ nextauth }) });
    const cookies = response.headers.getSetCookie();
    this.keep(cookies);
    const text = await response.text();
    return {
      status: response.status,
      location: response.headers.get("location"),
      cookies,
      text,
      headers: response.headers,
    };
  }

  async csrfToken(): Promise<string> {
    return (JSON.parse((await this.visit("csrf")).text) as { csrfToken: string }).csrfToken;
  }

  /** next-auth's session endpoint; `{}` when signed out. */
  async session(): Promise<Record<string, unknown>> {
    return JSON.parse((await this.visit("session")).text) as Record<string, unknown>;
  }
}
