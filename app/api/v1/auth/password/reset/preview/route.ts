import { accounts } from "@/lib/accounts/service.ts";
import { route } from "@/lib/api/route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, dynamic } = route(accounts.previewReset);
