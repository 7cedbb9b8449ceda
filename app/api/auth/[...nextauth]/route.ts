export { handleNextAuth as GET, handleNextAuth as POST } from "@/lib/auth/next-auth.ts";
