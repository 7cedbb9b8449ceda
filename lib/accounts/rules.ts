/** Pure rules of accounts: passwords, time zones, device names, and lifetimes. */

export type LoginKind = "browser" | "client" | "github_client";

const hour = 3600;
const day = 24 * hour;

/** How long a used refresh token may be sent again by the client that used it, in milliseconds. */
export const refreshGraceMs = 10_000;

/** How long a refresh token is valid, and how long an expired access token may still be exchanged, in seconds. */
export const renewalSeconds = 7 * day;

/** How long a remembered browser stays signed in, in seconds. */
export const rememberedSeconds = 30 * day;

/** How long an access token (or the cookie of a browser that is not remembered) is valid, in seconds. */
export const accessSeconds = (kind: LoginKind): number => (kind === "github_client" ? 7 * day : day);

/**
 * How long a login is valid from its last renewal, in seconds. A client may exchange an access token for up to seven
 * days after it expired, and its login must still be valid then.
 */
export function loginSeconds(kind: LoginKind, remembered: boolean): number {
  if (kind === "browser") return remembered ? rememberedSeconds : accessSeconds(kind);
  return accessSeconds(kind) + renewalSeconds;
}

/** Kind of a password attempt: by a stranger, by a device the account knows (by its id), or by a signed-in user. */
export type AttemptScope = "sign-in" | "signed-in" | `device:${string}`;

/** Failed sign-ins within the window that lock an account, and for how long. */
export const lock = { failures: 10, windowMs: 15 * 60_000, lockMs: 15 * 60_000 };

/** How long after a sign-in, or a password confirmation, no further one is required, in milliseconds. */
export const recentSignInMs = 15 * 60_000;

/** Maximum API tokens of one account. */
export const mostTokens = 50;

/** Maximum logins of one account; the next one replaces another. */
export const mostLogins = 200;

/** How long the tokens of emails are valid, in milliseconds. */
export const mailedTokenMs = { reset: hour * 1000, verify: day * 1000 };

/** Maximum emails of one purpose to an account per hour. */
export const mailsAnHour = 5;

const controls = /\p{Cc}/u;

/** From this many characters on, a password needs no character classes. */
export const passphraseCharacters = 15;

/**
 * A password as it is hashed and compared: the same keys give the same text on every keyboard (RFC 8265, 4.2; NFKC).
 */
export const preparePassword = (password: string): string => password.normalize("NFKC");

/** The size of a password as it is hashed, in bytes. bcrypt ignores everything past the 72nd. */
export const passwordBytes = (password: string): number => new TextEncoder().encode(password).length;

/** What is wrong with a new password, and what to do, or null. Whether it is common is checked elsewhere. */
export function passwordProblem(given: string): string | null {
  if (given.length > 1000) return "Must be at most 72 bytes long";
  const password = preparePassword(given);
  const bytes = passwordBytes(password);
  if (bytes < 8) return "Must be at least 8 characters long";
  if (bytes > 72) return "Must be at most 72 bytes long";
  if (controls.test(given) || !given.isWellFormed()) return "Control characters are not allowed";
  if ([...password].length >= passphraseCharacters) return null;
  const missing = !/\p{Lu}/u.test(password)
    ? "an upper-case letter"
    : !/\p{Ll}/u.test(password)
      ? "a lower-case letter"
      : !/\p{Nd}/u.test(password)
        ? "a digit"
        : null;
  return missing && `Add ${missing}, or use ${passphraseCharacters} characters or more`;
}

/**
 * The name of a time zone as it is stored, or null when there is no such zone. Offsets are not names. A valid alias is
 * kept (Asia/Kolkata does not become Asia/Calcutta), as users look for the name they entered.
 */
export function zoneName(given: string): string | null {
  if (!/^[A-Za-z][\w+-]*(?:\/[\w+-]+)*$/.test(given) || /^SystemV\//i.test(given)) return null;
  let known: string;
  try {
    known = new Intl.DateTimeFormat("en", { timeZone: given }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
  if (known.toLowerCase() === given.toLowerCase()) return known;
  return /[a-z]/.test(given) && /^[A-Z][^/]*(?:\/[A-Z][^/]*)+$/.test(given) ? given : known;
}

/** Whether an address is the placeholder for an unknown GitHub address, at which nobody receives emails. */
export const isStandIn = (email: string): boolean => /^\d+\+[\w-]+@users\.noreply\./.test(email);

const browsers: [RegExp, string][] = [
  [/\bEdgA?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\b(?:Firefox|FxiOS)\//, "Firefox"],
  [/\b(?:Chrome|CriOS|HeadlessChrome)\//, "Chrome"],
  [/\bVersion\/[\d.]+.*\bSafari\//, "Safari"],
];

const systems: [RegExp, string][] = [
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\b(?:Macintosh|Mac OS X)\b/, "macOS"],
  [/\bLinux\b/, "Linux"],
];

const firstMatch = (table: [RegExp, string][], text: string): string | undefined =>
  table.find(([pattern]) => pattern.test(text))?.[1];

/** A readable name for a user agent: "Chrome on macOS", "curl", "Unknown device". */
export function deviceOf(userAgent: string | null): string {
  if (!userAgent) return "Unknown device";
  const system = firstMatch(systems, userAgent);
  if (userAgent.startsWith("Mozilla/")) {
    const browser = firstMatch(browsers, userAgent) ?? "Browser";
    return system ? `${browser} on ${system}` : browser;
  }
  // Tools name themselves first: "curl/8.5.0", "python-requests/2.32".
  const tool = /^[\w.-]{1,40}/.exec(userAgent)?.[0];
  return tool ?? system ?? "Unknown device";
}
