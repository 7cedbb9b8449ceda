import { join } from "node:path";
import { readCommandLine } from "./usage.ts";

// npm run demo: npm start with demo mode on, on a separate embedded database, so that sample data never mixes with real
// data. The shell's environment takes precedence over this, and this over `.env`.

readCommandLine("Usage: npm run demo\nStarts Stint with sample accounts, in a data folder of its own.");
process.env.DEMO_MODE = "true";
process.env.DATA_DIR ||= join(".data", "demo");
process.env.DATABASE_URL ??= "";
process.env.DATABASE_DRIVER ??= "";

await import("./start.ts");
