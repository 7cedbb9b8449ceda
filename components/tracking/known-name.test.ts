import { expect, it } from "vitest";
import { parseKnown } from "./known-name.ts";

it("reads a name without its owner where one known repository has it, and only there", () => {
  const next = { repo_owner: "vercel", repo_name: "next.js" };
  const known = [next, { repo_owner: "facebook", repo_name: "react" }, { repo_owner: "preact", repo_name: "React" }];
  expect(parseKnown(" Next.js #9", known)).toEqual({ ...next, pr_number: 9 });
  expect(parseKnown("next.js#9", [...known, { repo_owner: "Vercel", repo_name: "Next.js" }])).toMatchObject(next);
  expect(parseKnown("react#9", known)).toBeNull();
  expect(parseKnown("vue#9", known)).toBeNull();
  expect(parseKnown("next.js#0", known)).toBeNull();
  expect(parseKnown("vercel/next.js#9", known)).toBeNull();
});
