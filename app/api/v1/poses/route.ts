import { route } from "@/lib/api/route.ts";
import { practice } from "@/lib/practice/service.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, dynamic } = route(practice.listPoses, practice.createPose);
