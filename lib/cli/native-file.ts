import { join } from "node:path";

/** Where the build puts the native door, beside what Next builds; it exports `createDoor`. */
export const nativeDoorFile = (root: string): string => join(root, ".next", "native", "door.cjs");
