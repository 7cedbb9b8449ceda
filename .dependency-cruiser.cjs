// Imports run one way: app → components, services → queries → db. `npm run imports` says where they do not.

// Folders of lib/ that are no domain; every other folder there is one.
const kernel = "(?:api|app|auth|cli|client|core|jobs|testing)";
const domain = `^lib/(?!${kernel}/)[^/]+/`;
const tests = "\\.test\\.tsx?$|^lib/testing/";
// What a browser may load of a domain.
const shared =
  "/(?:[^/]*contract|shapes|rules|settings-rules|reference|constants|resolve-repository|conditions|work-streak|quick-add)\\.ts$";
// Commands of developers; the other files of lib/cli run in production.
const developing = "^lib/cli/(?:checks|chromium|clients|lighthouse|lock|picture|run|test|verify)\\.ts$";
const serverOnly = "^lib/(?:core/(?:env|log|secrets|mail)|app/startup)\\.ts$";

module.exports = {
  forbidden: [
    {
      name: "no-circles",
      severity: "error",
      comment: "Two files that need each other are one thought; move what both need into a third.",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "app-calls-services",
      severity: "error",
      comment: "A page or route knows a domain's service, contract and actions. Anything else would pass the guard by.",
      from: { path: "^app/", pathNot: tests },
      to: {
        path: [
          "^db/",
          `${domain}(?!(?:next-auth/[^/]+|service|[^/]*contract|shapes|rules|settings-rules|reference|constants|resolve-repository|conditions|work-streak|quick-add|[^/]*actions)\\.ts$)`,
          "^lib/(?:cli|jobs)/",
        ],
      },
    },
    {
      name: "components-know-contracts",
      severity: "error",
      comment: "A component knows contracts, rules, actions and the client; never a service, a query or the database.",
      from: { path: "^components/", pathNot: tests },
      to: {
        path: [
          "^db/",
          `${domain}(?!(?:[^/]*contract|shapes|rules|settings-rules|reference|constants|resolve-repository|conditions|work-streak|quick-add|[^/]*actions)\\.ts$)`,
          "^lib/(?:auth|cli|jobs)/",
          serverOnly,
        ],
      },
    },
    {
      name: "layout-is-on-top",
      severity: "error",
      comment: "The layout knows every domain's parts; no part knows the layout.",
      from: { path: "^components/(?!layout/)" },
      to: { path: "^components/layout/" },
    },
    {
      name: "ui-knows-no-domain",
      severity: "error",
      comment: "Buttons, fields and clocks serve every domain alike.",
      from: { path: "^components/(?:ui|forms|time)/", pathNot: tests },
      to: { path: "^components/(?!(?:ui|forms|time)/)" },
    },
    {
      name: "lib-knows-no-component",
      severity: "error",
      comment: "lib/client is the browser's kernel: components use it, never the other way round.",
      from: { path: "^lib/", pathNot: tests },
      to: { path: "^(?:components|app)/", pathNot: "^app/.*/route\\.ts$" },
    },
    {
      name: "core-knows-nothing-above",
      severity: "error",
      comment: "lib/core serves everybody and needs nobody.",
      from: { path: "^lib/core/", pathNot: tests },
      to: { path: ["^(?:app|components|db)/", "^lib/(?!core/)"] },
    },
    {
      name: "shared-files-stay-light",
      severity: "error",
      comment: "Contracts, shapes and rules reach the browser: no database, no service, nothing of Node's own.",
      from: { path: [shared, "^lib/app/contracts\\.ts$", "^lib/api/client\\.ts$"], pathNot: tests },
      to: { path: ["^db/", "/(?:service|[^/]*actions|[^/]*queries)\\.ts$", "^lib/(?:auth|cli|jobs)/", serverOnly] },
    },
    {
      name: "shared-files-need-no-node",
      severity: "error",
      comment: "Contracts, shapes and rules reach the browser, where there is no node:fs.",
      from: { path: [shared, "^lib/app/contracts\\.ts$", "^lib/api/client\\.ts$"], pathNot: tests },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "queries-stay-home",
      severity: "error",
      comment: "A domain calls another one's functions, never its queries.",
      from: { path: `^lib/(?!${kernel}/)([^/]+)/`, pathNot: tests },
      to: { path: `${domain}[^/]*queries\\.ts$`, pathNot: "^lib/$1/" },
    },
    {
      name: "kernel-knows-no-domain",
      severity: "error",
      comment: "lib/core, lib/api and lib/auth serve every domain alike.",
      from: { path: "^lib/(?:api|auth|core)/", pathNot: tests },
      to: { path: [domain, "^lib/app/contracts\\.ts$"] },
    },
    {
      name: "tables-stay-in-queries",
      severity: "error",
      comment:
        "SQL stands in queries. Others may open a transaction (db/index.ts, db/owner.ts) and hand it on, and name a row's type.",
      from: {
        path: "^lib/",
        pathNot: [tests, "queries\\.ts$", "/(?:export-account|sweep)\\.ts$", "^lib/(?:api|auth|cli)/"],
      },
      to: { path: "^db/(?!index\\.ts$|owner\\.ts$|migrate\\.ts$|handle\\.ts$)", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "db-knows-nothing-above",
      severity: "error",
      comment:
        "The database layer serves the rest; of lib/ it may use the environment, the log, the errors, how searches fold text, and the plain words of a domain.",
      from: { path: "^db/", pathNot: tests },
      to: {
        path: ["^app/", "^components/", "^lib/"],
        pathNot: "^lib/(?:core/(?:env|log|errors|search-text)|[^/]+/constants)\\.ts$",
      },
    },
    {
      name: "no-tests-in-the-product",
      severity: "error",
      from: { path: "^(?:app|components|lib|db)/", pathNot: [tests, developing] },
      to: { path: [tests, "^(?:e2e|bench)/"] },
    },
    {
      name: "no-dev-packages-in-the-product",
      severity: "error",
      comment: "What runs in production is listed under dependencies.",
      from: { path: "^(?:app|components|lib|db)/", pathNot: [tests, developing, "^db/verify-migrations\\.ts$"] },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
    {
      name: "nothing-unresolved",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: ["node_modules", "\\.next"] },
    exclude: { path: ["^\\.next/", "^public/", "\\.css$"] },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".d.ts", ".js", ".mjs", ".cjs", ".json"],
    },
  },
};
