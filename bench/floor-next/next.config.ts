import type { NextConfig } from "next";

export default { poweredByHeader: false, typescript: { ignoreBuildErrors: true } } satisfies NextConfig;
