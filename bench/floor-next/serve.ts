import { createServer } from "node:http";
import next from "next";

/** Serves the baseline application as `npm start` serves Stint: in one process, by Next's custom-server API. */
const app = next({ dev: false, dir: import.meta.dirname, quiet: true });
await app.prepare();
createServer(app.getRequestHandler()).listen(Number(process.env.PORT), "127.0.0.1");
