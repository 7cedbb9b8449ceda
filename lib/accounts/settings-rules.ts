/** Pure rules of Settings. Safe for the browser. */

/** Lifetimes of an API token; 0 days is for ever. */
export const lifetimes = [
  { value: "30", label: "30 days", days: 30 },
  { value: "90", label: "90 days", days: 90 },
  { value: "365", label: "1 year", days: 365 },
  { value: "never", label: "Never", days: 0 },
] as const;

export type Scope = "read" | "write";

/** The scopes of a token, by the form's option. */
const scopesByName: Record<string, Scope[]> = { read: ["read"], write: ["read", "write"] };

export const readScopes = (name: string): Scope[] | undefined =>
  Object.hasOwn(scopesByName, name) ? scopesByName[name] : undefined;

/** A token that was just created, with its secret. */
export interface MadeToken {
  id: number;
  name: string;
  token: string;
  scopes: Scope[];
}
