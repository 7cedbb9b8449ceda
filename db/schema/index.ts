export * from "./accounts.ts";
export * from "./kernel.ts";
export * from "./practice.ts";
export * from "./tracking.ts";
