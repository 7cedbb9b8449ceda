import type { NextConfig } from "next";
import { aliases } from "./lib/api/aliases.ts";
import { commonHeaders, policies } from "./lib/core/security-headers.ts";

const config: NextConfig = {
  poweredByHeader: false,
  // The start command compresses what either door answers (lib/cli/serve.ts); Vercel does so by itself.
  compress: false,
  reactStrictMode: true,
  // Types are checked by `npm run verify`; a build that repeats it only takes longer.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["@electric-sql/pglite", "@node-rs/bcrypt", "pg", "pino", "pino-pretty"],
  // As everywhere; middleware.ts refuses larger ones before Next reads them.
  experimental: { serverActions: { bodySizeLimit: "1mb" } },
  // Pictures are stored in these widths. None is made while Stint runs: that would need a disk to keep it on.
  images: { loader: "custom", loaderFile: "./lib/core/picture-loader.ts", deviceSizes: [720, 1440], imageSizes: [] },
  // Migrations are read at run time (`/health` tells what is pending), so a serverless bundle must hold them.
  outputFileTracingIncludes: { "/**": ["./drizzle/**/*"] },
  allowedDevOrigins: ["127.0.0.1"],
  // API requests write their own log line.
  logging: { incomingRequests: { ignore: [/^\/api\/(?!auth\/)/, /^\/(?:health|metrics)$/] } },
  async headers() {
    // Where the start command does not serve, files have no other place to get these from.
    const safe = Object.entries({ "Content-Security-Policy": policies.file, ...commonHeaders });
    const headers = safe.map(([key, value]) => ({ key, value }));
    const files = ["/_next/static/:path*", "/vendor/:path*", "/icons/:path*", "/images/:path*"];
    const single = ["/:file(icon\\.svg|apple-icon\\.png|manifest\\.webmanifest|favicon\\.ico|robots\\.txt)"];
    return [
      ...[...files, ...single].map((source) => ({ source, headers })),
      // The service worker is asked for on every visit.
      { source: "/sw.js", headers: [...headers, { key: "Cache-Control", value: "no-cache" }] },
    ];
  },
  async rewrites() {
    return {
      beforeFiles: [],
      afterFiles: aliases,
      fallback: [],
    };
  },
};

export default config;
