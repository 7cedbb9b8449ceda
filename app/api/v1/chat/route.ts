import { route } from "@/lib/api/route.ts";
import { assistant } from "@/lib/assistant/service.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, dynamic } = route(assistant.chat);
