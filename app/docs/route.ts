import { docsPage } from "@/lib/api/docs-page.ts";
import { file } from "@/lib/api/route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, dynamic } = file(() =>
  docsPage({
    title: "Stint API",
    styles: ["/vendor/swagger-ui.css"],
    script: "/vendor/swagger-ui-bundle.js",
    body: '<main id="docs"></main>',
    start:
      'SwaggerUIBundle({ url: "/openapi.json", domNode: document.getElementById("docs"), deepLinking: true, validatorUrl: null });',
  }),
);
