import { Download } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";

const files = [
  { href: "/api/v1/auth/me/export", label: "Everything (JSON)" },
  { href: "/api/v1/sessions/export?format=csv&bom=1", label: "Sessions (CSV)" },
  { href: "/api/v1/sessions/export?format=json", label: "Sessions (JSON)" },
];

/** What the account owns, to take along. */
export function Downloads() {
  return (
    <ul aria-label="Downloads" className="flex flex-wrap gap-3">
      {files.map(({ href, label }) => (
        <li key={href}>
          <Button asChild variant="outline">
            <a href={href} download>
              <Download aria-hidden="true" /> {label}
            </a>
          </Button>
        </li>
      ))}
    </ul>
  );
}
