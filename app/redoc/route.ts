import { docsPage } from "@/lib/api/docs-page.ts";

export const GET = () =>
  docsPage({
    title: "Stint API reference",
    styles: [],
    script: "/vendor/redoc.standalone.js",
    body: '<main id="docs"></main>',
    start:
      'Redoc.init("/openapi.json", { disableSearch: false, sideNavStyle: "summary-only" }, document.getElementById("docs"));',
  });
