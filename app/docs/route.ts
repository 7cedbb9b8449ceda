import { docsPage } from "@/lib/api/docs-page.ts";

export const GET = () =>
  docsPage({
    title: "Stint API",
    styles: ["/vendor/swagger-ui.css"],
    script: "/vendor/swagger-ui-bundle.js",
    body: '<main id="docs"></main>',
    start: 'SwaggerUIBundle({ url: "/openapi.json", domNode: document.getElementById("docs"), deepLinking: true });',
  });
