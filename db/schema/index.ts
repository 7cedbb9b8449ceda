export * from "./accounts.ts";
export * from "./assistant.ts";
export * from "./kernel.ts";
export * from "./practice.ts";
export * from "./tasks.ts";
export * from "./tracking.ts";
