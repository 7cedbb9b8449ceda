import type { NextConfig } from "next";

// Paths under /api that answer where they stand: the versioned API itself, the doors that have no version, and
// next-auth's own. `auth/session` is next-auth's, `auth/sessions` is ours: each name ends at a slash or the end.
const ownPaths = [
  "v1",
  "mcp",
  "cron",
  "auth/(?:signin|callback|signout|session|csrf|providers|error|verify-request|_log)",
].join("|");

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are checked by `npm run verify`; a build that repeats it only takes longer.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["@electric-sql/pglite", "@node-rs/bcrypt", "pg", "pino", "pino-pretty"],
  // Pictures are stored in these widths. None is made while Stint runs: that would need a disk to keep it on.
  images: { loader: "custom", loaderFile: "./lib/picture-loader.ts", deviceSizes: [720, 1440], imageSizes: [] },
  // Migrations are read at run time (`/health` tells what is pending), so a serverless bundle must hold them.
  outputFileTracingIncludes: { "/**": ["./drizzle/**/*"] },
  allowedDevOrigins: ["127.0.0.1"],
  // API requests write their own log line.
  logging: { incomingRequests: { ignore: [/^\/api\/(?!auth\/)/, /^\/(?:health|metrics)$/] } },
  async headers() {
    // The service worker is looked at anew each time, and loads nothing from elsewhere.
    const headers = [
      { key: "Cache-Control", value: "no-cache" },
      { key: "Content-Security-Policy", value: "default-src 'self'" },
      { key: "X-Content-Type-Options", value: "nosniff" },
    ];
    return [{ source: "/sw.js", headers }];
  },
  async rewrites() {
    return {
      beforeFiles: [],
      // After static routes, before dynamic ones: a versioned path without parameters is found without these patterns.
      afterFiles: [
        { source: "/auth/github/callback", destination: "/api/v1/auth/github/callback" },
        { source: "/auth/refresh", destination: "/api/v1/auth/refresh" },
        { source: "/api/:user_id(\\d+)/chat", destination: "/api/v1/users/:user_id/chat" },
        {
          source: "/api/:user_id(\\d+)/conversations/:id",
          destination: "/api/v1/users/:user_id/conversations/:id",
        },
        { source: `/api/:path((?!(?:${ownPaths})(?:/|$)).+)`, destination: "/api/v1/:path" },
      ],
      fallback: [],
    };
  },
};

export default config;
