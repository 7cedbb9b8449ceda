import { startGithub } from "../lib/testing/github.ts";

// The fake GitHub of journeys: playwright.config.ts starts it beside the server that redirects users to it.

const people = ["octocat", "returning", "canceller", "linker", "taken", "stranger", "eraser", "plain"];

await startGithub(
  people.map((login) => ({ login, name: `The ${login}`, email: `${login}@example.org` })),
  { port: Number(process.env.E2E_GITHUB_PORT), redirectUri: process.env.E2E_GITHUB_REDIRECT ?? "" },
);
