/** Pure rules of accounts: what a password, a zone and a device's name look like, and how long things live. */

export type LoginKind = "browser" | "client" | "github_client";

const hour = 3600;
const day = 24 * hour;

/** How long a used refresh token may be sent again by the client that used it, in milliseconds. */
export const refreshGraceMs = 10_000;

/** How long a refresh token lives, and how long after its end an access token may still be exchanged, in seconds. */
export const renewalSeconds = 7 * day;

/** How long a browser stays signed in when it shall remember, in seconds. */
export const rememberedSeconds = 30 * day;

/** How long an access token (or the cookie of a browser that does not remember) lives, in seconds. */
export const accessSeconds = (kind: LoginKind): number => (kind === "github_client" ? 7 * day : day);

/**
 * How long a login lives from its last renewal, in seconds. A client may exchange an access token for up to seven
 * days after that one's end, and its login must still be there then.
 */
export function loginSeconds(kind: LoginKind, remembered: boolean): number {
  if (kind === "browser") return remembered ? rememberedSeconds : accessSeconds(kind);
  return accessSeconds(kind) + renewalSeconds;
}

/** Who tries to prove a password: a stranger, a device the account knows (by its id), or who is signed in already. */
export type AttemptScope = "sign-in" | "signed-in" | `device:${string}`;

/** Failed sign-ins within the window that lock an account, and for how long. */
export const lock = { failures: 10, windowMs: 15 * 60_000, lockMs: 15 * 60_000 };

/** How long after a sign-in, or a confirmation by the password, no other is asked for, in milliseconds. */
export const recentSignInMs = 15 * 60_000;

/** API tokens of one account at the most. */
export const mostTokens = 50;

/** Logins of one account at the most; the next one takes the place of another. */
export const mostLogins = 200;

/** How long the tokens of mails live, in milliseconds. */
export const mailedTokenMs = { reset: hour * 1000, verify: day * 1000 };

/** Mails of one purpose that an account is sent in an hour at the most. */
export const mailsAnHour = 5;

const controls = /\p{Cc}/u;

/** From this many characters on, a password needs no classes of characters. */
export const passphraseCharacters = 15;

/** A password as it is hashed and compared: the same keys give the same text on every keyboard (RFC 8265, 4.2; NFKC). */
export const preparePassword = (password: string): string => password.normalize("NFKC");

/** The size of a password as it is hashed, in bytes. bcrypt ignores everything past the 72nd. */
export const passwordBytes = (password: string): number => new TextEncoder().encode(password).length;

/** What is wrong with a password somebody chooses, and what to do, or null. Whether it is common is asked elsewhere. */
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
 * The name of a time zone as it is kept, or null when there is none of that name. Offsets are no names. A valid alias
 * stays what it is (Asia/Kolkata does not become Asia/Calcutta), for people look for the name they gave.
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

/** Whether an address only stands in for one that GitHub has not told; nobody reads what is sent there. */
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

/** A short human text for a user agent: "Chrome on macOS", "curl", "Unknown device". */
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
