import "server-only";
import { notFound } from "next/navigation";
import { AppError } from "@/lib/core/errors.ts";

/** What a page is about. An address that names nothing, or what nothing can be called, is a page that is not there. */
export async function orNotFound<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof AppError && (error.code === "NOT_FOUND" || error.code === "VALIDATION_ERROR")) notFound();
    throw error;
  }
}

/** The id in a path; anything but plain digits is a page that is not there. */
export function parseId(text: string): number {
  const id = Number(text);
  if (!/^[1-9]\d*$/.test(text) || !Number.isSafeInteger(id)) notFound();
  return id;
}

/** Whether a page is sent as a document. Scripts that go from page to page ask for data only; browsers say so. */
export const isDocument = (headers: Headers): boolean => headers.get("sec-fetch-dest") !== "empty";
