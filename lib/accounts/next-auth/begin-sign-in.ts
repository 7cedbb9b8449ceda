import "server-only";
import type { NextApiRequest, NextApiResponse } from "next";
import { NextResponse } from "next/server";
import NextAuth from "next-auth";
import type { Call } from "@/lib/api/implement.ts";
import { env } from "@/lib/core/env.ts";
import { AppError } from "@/lib/core/errors.ts";
import { sealTrip, type Trip, tripCookie, tripCookieName } from "./github-trip.ts";
import { announceAddress } from "./next-auth.ts";
import { nextAuthOptions } from "./options.ts";

type Cookies = ReturnType<NextResponse["cookies"]["getAll"]>;
type Place = Pick<Call, "headers" | "address" | "userAgent">;

interface NextAuthCall {
  action: string[];
  cookies: Record<string, string>;
  form?: Record<string, string>;
}

/** Calls next-auth as a page of its own would, without a request: with a form it is a POST. */
async function callNextAuth(
  place: Place,
  { action, cookies, form }: NextAuthCall,
): Promise<{ body: unknown; cookies: Cookies }> {
  let body: unknown;
  let lines: string[] = [];
  const keep = (value: unknown): void => {
    body = value;
  };
  const request = {
    query: { nextauth: action },
    method: form ? "POST" : "GET",
    cookies,
    headers: Object.fromEntries(place.headers),
    body: form,
  };
  const response = {
    status: () => response,
    getHeader: () => lines,
    setHeader(name: string, value: string[]) {
      if (name === "Set-Cookie") lines = value;
      return response;
    },
    json: keep,
    send: keep,
    end: () => {},
  };
  const options = nextAuthOptions({ ...place, request: new Request(env().APP_URL), trip: null });
  await NextAuth(request as unknown as NextApiRequest, response as unknown as NextApiResponse, options);
  const headers = new Headers(lines.map((line): [string, string] => ["set-cookie", line]));
  return { body, cookies: new NextResponse(null, { headers }).cookies.getAll() };
}

const textIn = (source: unknown, name: string): string | undefined => {
  const value = typeof source === "object" && source !== null && (source as Record<string, unknown>)[name];
  return typeof value === "string" ? value : undefined;
};

/**
 * Starts the OAuth flow with GitHub, with PKCE and state.
 * @returns the GitHub URL to redirect to, and the cookies the browser needs when it returns
 * @throws {AppError} UNAVAILABLE when next-auth returns no such URL
 */
export async function beginTrip(
  place: Place,
  trip: Omit<Trip, "state">,
): Promise<{ address: string; cookies: Cookies }> {
  announceAddress();
  const first = await callNextAuth(place, { action: ["csrf"], cookies: {} });
  const begun = await callNextAuth(place, {
    action: ["signin", "github"],
    cookies: Object.fromEntries(first.cookies.map(({ name, value }) => [name, value])),
    form: {
      csrfToken: textIn(first.body, "csrfToken") ?? "",
      callbackUrl: `${env().APP_URL}${trip.next}`,
      json: "true",
    },
  });
  const address = textIn(begun.body, "url");
  const state = address && new URL(address).searchParams.get("state");
  if (!address || !state) throw new AppError("UNAVAILABLE", "GitHub sign-in could not begin", { retryAfter: 10 });
  const cookie = { ...tripCookie(), name: tripCookieName(), value: sealTrip(state, trip) };
  return { address, cookies: [...begun.cookies, cookie] };
}
