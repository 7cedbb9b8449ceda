import { route } from "@/lib/api/route.ts";
import { tasks } from "@/lib/tasks/service.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, dynamic } = route(tasks.get, tasks.update, tasks.remove);
