import { docsPage } from "@/lib/api/docs-page.ts";
import { file } from "@/lib/api/route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, dynamic } = file(() =>
  docsPage({
    title: "Stint API reference",
    styles: [],
    script: "/vendor/redoc.standalone.js",
    body: '<main id="docs"></main>',
    start:
      'Redoc.init("/openapi.json", { disableSearch: false, sideNavStyle: "summary-only" }, document.getElementById("docs"));',
  }),
);
