/** Where conversations are. */

export const newPath = "/assistant";

export const pathOf = (id: number): string => `${newPath}/${id}`;

/** The conversation of a path; null for a new one. */
export function idIn(path: string): number | null {
  const [, digits] = /^\/assistant\/([1-9]\d*)$/.exec(path) ?? [];
  return digits === undefined ? null : Number(digits);
}
