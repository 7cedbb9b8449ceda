import { route } from "@/lib/api/route.ts";
import { tracking } from "@/lib/tracking/service.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, dynamic } = route(tracking.running);
