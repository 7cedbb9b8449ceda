"use client";
export { Failure as default } from "@/components/layout/error-page.tsx";
