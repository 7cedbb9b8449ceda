import { ApiError } from "@/lib/api/api-error.ts";

let token: Promise<string> | undefined;

async function fetchToken(): Promise<string> {
  const response = await fetch("/api/v1/csrf-token", { cache: "no-store" });
  if (!response.ok) throw await ApiError.of(response);
  const { data } = (await response.json()) as { data: { csrfToken: string } };
  return data.csrfToken;
}

/**
 * What the browser's own requests to the API carry beside the cookie. It is asked for once, and again after a sign-in.
 * @throws {ApiError} {TypeError}
 */
export function csrfToken(): Promise<string> {
  token ??= fetchToken().catch((error: unknown) => {
    token = undefined;
    throw error;
  });
  return token;
}

export function forgetCsrfToken(): void {
  token = undefined;
}
