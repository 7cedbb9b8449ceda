import { createHash } from "node:crypto";

const sizes = [1, 8, 60, 4, 400];

/** The text of row `id`: from 64 characters to 25,600, so that some are stored out of line (TOAST). */
export function bodyOf(id: number): string {
  const blocks = sizes[id % sizes.length] ?? 1;
  return Array.from({ length: blocks }, (_, index) => createHash("sha256").update(`${id} ${index}`).digest("hex")).join(
    "",
  );
}
