import { createRequire } from "node:module";

// playwright.config.ts loads this into the server of the journeys, which hashes a password for each: a quarter of a
// second each time, as it must be for people. Nothing of the product knows this file, so no start of it can be weakened.

const bcrypt = createRequire(import.meta.url)("@node-rs/bcrypt") as typeof import("@node-rs/bcrypt");
const { hash } = bcrypt;

Object.assign(bcrypt, {
  hash: (password: string, options: Parameters<typeof hash>[1]) => hash(password, { ...Object(options), cost: 4 }),
});
