/** Pure rules of Settings. Safe for the browser. */

/** How long an API token can work; 0 days is for ever. */
export const lifetimes = [
  { value: "30", label: "30 days", days: 30 },
  { value: "90", label: "90 days", days: 90 },
  { value: "365", label: "1 year", days: 365 },
  { value: "never", label: "Never", days: 0 },
] as const;

export type Scope = "read" | "write";

/** What a token may do, by what the form calls it. */
const scopesByName: Record<string, Scope[]> = { read: ["read"], write: ["read", "write"] };

export const readScopes = (name: string): Scope[] | undefined =>
  Object.hasOwn(scopesByName, name) ? scopesByName[name] : undefined;

/** A token that was just made, with its secret. */
export interface MadeToken {
  id: number;
  name: string;
  token: string;
  scopes: Scope[];
}
