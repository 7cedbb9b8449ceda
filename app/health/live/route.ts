import { route } from "@/lib/api/route.ts";
import { operation } from "@/lib/operation/service.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, dynamic } = route(operation.live);
