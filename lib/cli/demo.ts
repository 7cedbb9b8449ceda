import { join } from "node:path";

// npm run demo: npm start with demo mode on, on an embedded database of its own, so that sample data never mixes with
// anybody's. What the shell says wins over this, and this over `.env`.

process.env.DEMO_MODE = "true";
process.env.DATA_DIR ||= join(".data", "demo");
process.env.DATABASE_URL ??= "";
process.env.DATABASE_DRIVER ??= "";

await import("./start.ts");
