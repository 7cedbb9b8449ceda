export { handleNextAuth as GET, handleNextAuth as POST } from "@/lib/accounts/next-auth/next-auth.ts";
