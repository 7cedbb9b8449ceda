import { join } from "node:path";

/** Where the build writes the native door, beside Next's output; it exports `createDoor`. */
export const nativeDoorFile = (root: string): string => join(root, ".next", "native", "door.cjs");
